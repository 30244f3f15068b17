package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

func askCron(question *reader, answer *writer, budget *budget) error {
	text := question.string()
	standard, timezone, after := question.flag(), question.string(), question.string()
	count, backwards := question.uint(), question.flag()

	options := cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow
	if standard {
		options |= cron.Descriptor
	}
	schedule, err := cron.NewParser(options).Parse(text)
	if err != nil {
		return err
	}
	location, err := time.LoadLocation(timezone)
	if err != nil {
		return err
	}
	from, err := time.Parse(time.RFC3339Nano, after)
	if err != nil {
		return err
	}
	at := from.In(location)
	var times []string
	for range count {
		if backwards {
			if at, err = previousTime(schedule, text, at); err != nil {
				if err == errEndless {
					budget.stop(err.Error())
				}
				return err
			}
		} else if at = schedule.Next(at); at.IsZero() {
			break
		}
		times = append(times, at.UTC().Format(time.RFC3339Nano))
	}
	answer.strings(times)
	return nil
}

const star = 1 << 63

// Five years back take a few thousand steps.
const mostSteps = 100_000

// A sensor that gets here goes round for ever: in the night in which clocks go back, the start of a repeated hour lies
// after the time the search has come to.
var errEndless = errors.New("the search for the previous time never ends: a clock change repeats an hour on the way")

// The last time before t, found field by field from the month down, as schedule.Next does forwards. Steps go to the
// last second of the previous month, day, hour or minute.
// Source of the behaviour and of the texts: argo-events pkg/shared/util/cronutil.go (PrevCronTime).
func previousTime(schedule cron.Schedule, text string, t time.Time) (time.Time, error) {
	spec, ok := schedule.(*cron.SpecSchedule)
	if !ok {
		return time.Time{}, fmt.Errorf("can't derive previous Cron time for cron spec %s: unexpected type for %v", text, schedule)
	}
	shown, zone := t.Location(), spec.Location
	if zone == time.Local {
		zone = shown
	} else {
		t = t.In(zone)
	}
	t = t.Add(-time.Second - time.Duration(t.Nanosecond()))
	steps := 0
	for oldest := t.Year() - 5; t.Year() >= oldest; steps++ {
		if steps > mostSteps {
			return time.Time{}, errEndless
		}
		year, month, day := t.Date()
		switch {
		case spec.Month&(1<<uint(month)) == 0:
			t = time.Date(year, month, 1, 0, 0, 0, 0, zone)
		case !onDay(spec, t):
			t = time.Date(year, month, day, 0, 0, 0, 0, zone)
			// A day without a midnight starts at 23:00 or at 01:00; both are taken for midnight.
			if hour := t.Hour(); hour > 12 {
				t = t.Add(time.Duration(24-hour) * time.Hour)
			} else if hour > 0 {
				t = t.Add(time.Duration(-hour) * time.Hour)
			}
		case spec.Hour&(1<<uint(t.Hour())) == 0:
			t = time.Date(year, month, day, t.Hour(), 0, 0, 0, zone)
		case spec.Minute&(1<<uint(t.Minute())) == 0:
			t = time.Date(year, month, day, t.Hour(), t.Minute(), 0, 0, zone)
		case spec.Second&(1<<uint(t.Second())) == 0:
			// The second before is next.
		default:
			return t.In(shown), nil
		}
		t = t.Add(-time.Second)
	}
	return time.Time{}, fmt.Errorf("can't derive previous Cron time for cron spec %s: no time found within %d years", text, t.Year()+1)
}

// Day of month and day of week must both match when either was a star, else one of them.
func onDay(spec *cron.SpecSchedule, t time.Time) bool {
	ofMonth := spec.Dom&(1<<uint(t.Day())) != 0
	ofWeek := spec.Dow&(1<<uint(t.Weekday())) != 0
	if (spec.Dom|spec.Dow)&star != 0 {
		return ofMonth && ofWeek
	}
	return ofMonth || ofWeek
}

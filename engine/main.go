// The expression engine of argoflow: the Go libraries that Argo evaluates with, behind one call.
//
// Built as a WebAssembly reactor (GOOS=wasip1, -buildmode=c-shared). The host writes a frame of questions into
// memory, calls answer, and reads a frame of answers; frame.go has the format. Each language has a file of its own
// and nothing here knows what Argo does with the answers.
package main

import (
	"fmt"
	"os"
	"strings"
	"unsafe"

	_ "time/tzdata" // without it every zone but UTC is unknown: there are no files here
)

// An operation reads its question and writes its answer; an error takes the place of the answer.
type operation func(question *reader, answer *writer, budget *budget) error

// The numbers are the protocol: src/engine/protocol.ts has the same.
var operations = [...]operation{
	1:  askGjson,
	2:  askSjson,
	3:  askCompactJSON,
	4:  askCanonicalJSON,
	5:  askTemplate,
	6:  askGovaluate,
	7:  askWhen,
	8:  askGovaluateVariables,
	9:  askSourceFilter,
	10: askConditionText,
	11: askWorkflowExpression,
	12: askWorkflowVariables,
	13: askJq,
	14: askLuaFilter,
	15: askLuaTransform,
	16: askRegexp,
	17: askCron,
	18: askWallClock,
	19: askParseTime,
	20: askYamlToJSON,
	21: askDuration,
	22: askFormatInteger,
}

// What stands before an answer. The host adds statusLimit itself when it had to stop the whole engine.
const (
	statusOK    = 0
	statusError = 1
	statusPanic = 2
	statusLimit = 3
)

var (
	request  []byte
	response writer
	// Milliseconds that one question may take.
	patience = 5000.0
)

// The host notes which question is running, so that it knows the guilty one when it has to stop the engine.
//
//go:wasmimport argoflow begin
func begin(index uint32)

// Milliseconds that have really passed since any fixed point; the WASI clocks show the time of the run.
//
//go:wasmimport argoflow elapsed
func elapsed() float64

//go:wasmexport configure
func configure(milliseconds float64) { patience = milliseconds }

//go:wasmexport allocate
func allocate(size uint32) uint32 {
	if uint32(cap(request)) < size {
		request = make([]byte, size+size/2)
	}
	request = request[:size]
	if size == 0 {
		return 0
	}
	return uint32(uintptr(unsafe.Pointer(&request[0])))
}

// Answers the frame in the buffer that allocate gave; the result is the address of the answers.
//
//go:wasmexport answer
func answer() uint32 {
	response.bytes = response.bytes[:0]
	questions := reader{bytes: request}
	count := questions.uint()
	response.uint(count)
	for index := uint32(0); index < count; index++ {
		begin(index)
		size := questions.uint()
		question := reader{bytes: questions.take(size)}
		answerOne(&question, &response)
	}
	return uint32(uintptr(unsafe.Pointer(&response.bytes[0])))
}

//go:wasmexport answerSize
func answerSize() uint32 { return uint32(len(response.bytes)) }

func answerOne(question *reader, out *writer) {
	start := len(out.bytes)
	budget := newBudget(patience)
	status, text := run(question, out, budget)
	// A length that does not fit here fits into a real process, which has more room; several libraries turn the panic
	// into an error of their own.
	if status != statusOK && strings.Contains(text, "makeslice: len out of range") {
		budget.stop("stopped: it needs more than 1 GiB of memory")
	}
	if budget.stopped != "" {
		status, text = statusLimit, budget.stopped
	}
	if status == statusOK {
		return
	}
	out.bytes = out.bytes[:start]
	out.byte(status)
	out.string(text)
}

func run(question *reader, out *writer, budget *budget) (status byte, text string) {
	defer func() {
		if caught := recover(); caught != nil {
			status, text = statusPanic, fmt.Sprint(caught)
		}
		// Lua's os.setenv changes the environment of the process; the next question starts from an empty one.
		os.Clearenv()
	}()
	code := question.byte()
	if int(code) >= len(operations) || operations[code] == nil {
		return statusError, fmt.Sprintf("unknown operation %d", code)
	}
	out.byte(statusOK)
	if err := operations[code](question, out, budget); err != nil {
		if question.broken {
			return statusError, "broken frame"
		}
		return statusError, err.Error()
	}
	return statusOK, ""
}

func main() {}

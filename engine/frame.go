package main

import (
	"encoding/binary"
	"math"
)

// A frame is read and written front to back, little endian: u32 counts and lengths, f64 numbers, one byte for flags
// and codes, and texts as a u32 length with their UTF-8 bytes. src/engine/frame.ts is the other end.
type reader struct {
	bytes  []byte
	broken bool
}

func (r *reader) take(size uint32) []byte {
	if uint64(size) > uint64(len(r.bytes)) {
		r.broken = true
		r.bytes = nil
		return make([]byte, min(size, 8))
	}
	taken := r.bytes[:size:size]
	r.bytes = r.bytes[size:]
	return taken
}

func (r *reader) byte() byte      { return r.take(1)[0] }
func (r *reader) flag() bool      { return r.byte() != 0 }
func (r *reader) uint() uint32    { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) number() float64 { return math.Float64frombits(binary.LittleEndian.Uint64(r.take(8))) }

// A copy: the buffer is used again for the next frame, while caches and results live on.
func (r *reader) string() string { return string(r.take(r.uint())) }

func (r *reader) strings() []string {
	count := r.uint()
	var list []string
	for ; count > 0 && !r.broken; count-- {
		list = append(list, r.string())
	}
	return list
}

type writer struct{ bytes []byte }

func (w *writer) byte(value byte)   { w.bytes = append(w.bytes, value) }
func (w *writer) uint(value uint32) { w.bytes = binary.LittleEndian.AppendUint32(w.bytes, value) }
func (w *writer) flag(value bool) {
	if value {
		w.byte(1)
	} else {
		w.byte(0)
	}
}
func (w *writer) number(value float64) {
	w.bytes = binary.LittleEndian.AppendUint64(w.bytes, math.Float64bits(value))
}
func (w *writer) string(value string) {
	w.uint(uint32(len(value)))
	w.bytes = append(w.bytes, value...)
}
func (w *writer) strings(values []string) {
	w.uint(uint32(len(values)))
	for _, value := range values {
		w.string(value)
	}
}

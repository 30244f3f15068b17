package main

// Compiled programs by their text: one flow asks with the same few texts for every event. A cache that is full starts
// anew, which costs a compilation and bounds the memory.
type cache[V any] struct {
	entries map[string]V
	bytes   int
}

const (
	cacheEntries = 512
	cacheBytes   = 4 << 20
)

func newCache[V any]() *cache[V] { return &cache[V]{entries: map[string]V{}} }

func (c *cache[V]) clear() {
	c.entries, c.bytes = map[string]V{}, 0
}

// The value kept for the key, made when there is none.
func (c *cache[V]) get(key string, make func() V) V {
	if found, ok := c.entries[key]; ok {
		return found
	}
	made := make()
	if len(c.entries) >= cacheEntries || c.bytes+len(key) > cacheBytes {
		c.clear()
	}
	if len(key) <= cacheBytes {
		c.entries[key] = made
		c.bytes += len(key)
	}
	return made
}

// A compiled program, or why there is none.
type compiled[P any] struct {
	program P
	err     error
}

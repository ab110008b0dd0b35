// SPDX-License-Identifier: MIT

package scenes

// A material is what a point belongs to; each has its tones.
type material int

// The materials.
const (
	sky material = iota
	gold
	red
	blue
	green
	light // of the floor's squares
	dark
	materials
)

// floorHeight is where the floor lies.
const floorHeight = -1.0

// A world is what there is at a moment. The ring turns.
type world struct {
	cosine, sine float64 // of the ring's turn
}

// ball is a sphere.
type ball struct {
	centre vector
	radius float64
	of     material
}

var balls = [...]ball{
	{vector{0, 0, 0}, 0.5, red},
	{vector{-1.75, -0.45, 0.5}, 0.55, blue},
	{vector{1.8, -0.5, -0.25}, 0.5, green},
}

// The ring around the middle: its radius, and that of its tube.
const (
	ringRadius = 1.05
	tubeRadius = 0.2
)

// newWorld returns the world of a frame. The turn is one whose sine and cosine
// are fractions, as sin and cos are not the same everywhere.
func newWorld(frame int) world {
	t := float64(frame) / 8
	square := float64(t * t)
	return world{(1 - square) / (1 + square), 2 * t / (1 + square)}
}

// distance returns how far a point is from what is next to it, and what that is.
func (w world) distance(p vector) (float64, material) {
	least, of := p.y-floorHeight, light
	for _, b := range balls {
		if d := p.minus(b.centre).length() - b.radius; d < least {
			least, of = d, b.of
		}
	}
	if d := w.ring(p); d < least {
		least, of = d, gold
	}
	return least, of
}

// ring returns the distance from a torus, tilted by the angle of the triangle
// with the sides 3, 4 and 5 and turned around the upright axis.
func (w world) ring(p vector) float64 {
	x := float64(w.cosine*p.x) - float64(w.sine*p.z)
	z := float64(w.sine*p.x) + float64(w.cosine*p.z)
	y := float64(0.8*p.y) - float64(0.6*z)
	z = float64(0.6*p.y) + float64(0.8*z)
	return hypotenuse(hypotenuse(x, z)-ringRadius, y) - tubeRadius
}

// normal returns the direction away from the surface at a point, from four
// distances around it.
func (w world) normal(p vector) vector {
	const step = 0.001
	var sum vector
	for _, corner := range [...]vector{{1, -1, -1}, {-1, -1, 1}, {-1, 1, -1}, {1, 1, 1}} {
		d, _ := w.distance(p.plus(corner.times(step)))
		sum = sum.plus(corner.times(d))
	}
	return sum.unit()
}

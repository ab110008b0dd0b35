// SPDX-License-Identifier: MIT

package scenes

import "math"

// A vector is a point or a direction: right, up and away from who looks.
//
// Every product is converted before it is added to something: the language
// allows to fuse x*y + z, which rounds once and not twice, and the compiler
// does so on arm64. A conversion forbids it, so that all machines agree.
type vector struct{ x, y, z float64 }

func (v vector) plus(w vector) vector {
	return vector{v.x + w.x, v.y + w.y, v.z + w.z}
}

func (v vector) minus(w vector) vector {
	return vector{v.x - w.x, v.y - w.y, v.z - w.z}
}

func (v vector) times(factor float64) vector {
	return vector{float64(v.x * factor), float64(v.y * factor), float64(v.z * factor)}
}

func (v vector) dot(w vector) float64 {
	return float64(v.x*w.x) + float64(v.y*w.y) + float64(v.z*w.z)
}

func (v vector) length() float64 {
	return math.Sqrt(v.dot(v))
}

func (v vector) unit() vector {
	return v.times(1 / v.length())
}

// hypotenuse is math.Hypot without its care for overflow.
func hypotenuse(a, b float64) float64 {
	return math.Sqrt(float64(a*a) + float64(b*b))
}

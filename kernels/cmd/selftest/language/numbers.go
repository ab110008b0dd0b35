// SPDX-License-Identifier: MIT

package language

import (
	"fmt"
	"math"
	"math/bits"
	"math/cmplx"
)

type level int

const (
	low level = iota * 10
	_
	high
	huge = 1 << 100 // more than any integer holds: constants are exact
)

func constants() error {
	if low != 0 || high != 20 {
		return fmt.Errorf("low is %d, high %d", low, high)
	}
	if got := huge >> 98; got != 4 {
		return fmt.Errorf("a shifted constant is %d", got)
	}
	const third = 1.0 / 3
	if third*3 != 1 {
		return fmt.Errorf("three thirds are %v", third*3)
	}
	return nil
}

// Variables, so that the processor computes and not the compiler.
var (
	smallest  int32 = math.MinInt32
	smallest8 int8  = math.MinInt8
	minusOne        = int64(-1)
	least           = int64(math.MinInt64)
	most            = uint64(math.MaxUint64)
	byteMost        = uint8(255)
	distance  uint  = 70
)

// wrapping is two's complement in every size, at the division's one overflow too.
func wrapping() error {
	if got := smallest - 1; got != math.MaxInt32 {
		return fmt.Errorf("below the smallest int32 is %d", got)
	}
	if got := byteMost + 2; got != 1 {
		return fmt.Errorf("255 + 2 is %d", got)
	}
	if got := -smallest8; got != math.MinInt8 {
		return fmt.Errorf("the negative of -128 is %d", got)
	}
	if quotient, rest := least/minusOne, least%minusOne; quotient != least || rest != 0 {
		return fmt.Errorf("the least over -1 is %d, remainder %d", quotient, rest)
	}
	if got := most * most; got != 1 {
		return fmt.Errorf("the square of the most is %d", got)
	}
	return nil
}

// integerDivision truncates towards zero, on 64 bits where there are 32 too.
func integerDivision() error {
	dividend, divisor := int64(-1000000000007), int64(1000)-int64(zero)
	if quotient, rest := dividend/divisor, dividend%divisor; quotient != -1000000000 || rest != -7 {
		return fmt.Errorf("quotient %d, remainder %d", quotient, rest)
	}
	if got := most / (10 + uint64(zero)); got != 1844674407370955161 {
		return fmt.Errorf("a tenth of the most is %d", got)
	}
	return nil
}

// shifts by more than a word's bits give zero, or the sign.
func shifts() error {
	if got := most << distance; got != 0 {
		return fmt.Errorf("to the left by 70 is %#x", got)
	}
	if a, b := least>>distance, int64(math.MaxInt64)>>distance; a != -1 || b != 0 {
		return fmt.Errorf("to the right by 70 are %d and %d", a, b)
	}
	if got := most >> (distance - 37); got != 0x7fffffff {
		return fmt.Errorf("to the right by 33 is %#x", got)
	}
	if got := 0xf0f0 &^ (0xff << (distance - 66)); got != 0xf000 {
		return fmt.Errorf("without some bits it is %#x", got)
	}
	return nil
}

func bitTricks() error {
	high, low := bits.Mul64(most, most)
	if high != math.MaxUint64-1 || low != 1 {
		return fmt.Errorf("the product is %#x %#x", high, low)
	}
	if quotient, rest := bits.Div64(1, 0, 3+uint64(zero)); quotient != 0x5555555555555555 || rest != 1 {
		return fmt.Errorf("the quotient is %#x, remainder %d", quotient, rest)
	}
	if bits.OnesCount64(most>>3) != 61 || bits.TrailingZeros64(uint64(least)) != 63 {
		return fmt.Errorf("bits are counted wrong")
	}
	if got := bits.ReverseBytes32(0x11223344 + uint32(zero)); got != 0x44332211 {
		return fmt.Errorf("reversed it is %#x", got)
	}
	return nil
}

// specialFloats are what IEEE 754 says of zeros, infinities and NaN.
func specialFloats() error {
	nought := float64(zero)
	nan, infinity := nought/nought, 1/nought
	if nan == nan || nan < 1 || nan >= 1 || !math.IsNaN(nan+1) {
		return fmt.Errorf("%v compares with itself", nan)
	}
	if infinity <= math.MaxFloat64 || -1/infinity != 0 || !math.Signbit(-1/infinity) {
		return fmt.Errorf("%v is not infinite, or -1 over it is not -0", infinity)
	}
	if got := math.SmallestNonzeroFloat64 / (2 + nought); got != 0 {
		return fmt.Errorf("half the least number is %v", got)
	}
	if got := 1e16 + (1 + nought); got != 1e16 {
		return fmt.Errorf("1e16 + 1 is %v", got)
	}
	return nil
}

func floatConversions() error {
	value := -3.99 + float64(zero)
	if int(value) != -3 || int64(1e18*(1+float64(zero))) != 1000000000000000000 {
		return fmt.Errorf("%v becomes %d", value, int(value))
	}
	if got := float64(most); got != 1<<64 {
		return fmt.Errorf("as a float the most is %v", got)
	}
	if got := uint64(float64(uint64(1)<<63 + uint64(zero))); got != 1<<63 {
		return fmt.Errorf("and back it is %d", got)
	}
	if got := float32(16777217 + zero); got != 16777216 {
		return fmt.Errorf("as a float32 it is %v", got)
	}
	return nil
}

func functionsOfFloats() error {
	x := 2 + float64(zero)
	for _, pair := range [][2]float64{
		{math.Sqrt(x), math.Sqrt2},
		{math.Exp(math.Log(x)), 2},
		{math.Atan2(1, -1) * 4 / 3, math.Pi},
		{math.Pow(x, 0.5), math.Sqrt2},
		{math.FMA(x, x, -1), 3},
		{math.Floor(-x + 0.5), -2},
		{math.Gamma(x + 3), 24},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-14 {
			return fmt.Errorf("%v, want %v", pair[0], pair[1])
		}
	}
	return nil
}

func complexNumbers() error {
	z := complex(3, 4+float64(zero))
	if cmplx.Abs(z) != 5 || z*complex(0, 1) != complex(-4, 3) || z/z != 1 {
		return fmt.Errorf("%v times i is %v", z, z*complex(0, 1))
	}
	if got := cmplx.Exp(complex(0, math.Pi)); cmplx.Abs(got+1) > 1e-15 {
		return fmt.Errorf("e to the i pi is %v", got)
	}
	return nil
}

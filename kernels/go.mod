module emubench/kernels

go 1.27

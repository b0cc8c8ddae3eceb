module example.com/bwp

go 1.19

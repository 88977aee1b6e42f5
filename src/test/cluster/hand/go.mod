module shortpath.dev/testcluster/hand

go 1.26.0

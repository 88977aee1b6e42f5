module shortpath.dev/testcluster/others

go 1.26.0

// Whose CRDs judge what the chart renders for them; nothing of it is compiled.
require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
)

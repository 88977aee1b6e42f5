{{/* What the schema cannot say of values that contradict one another. */}}
{{- define "shortpath.checks" -}}
{{- if and (gt (int .Values.operator.replicas) 1) (not .Values.leaderElection.enabled) }}
{{- fail (printf "operator.replicas is %d and leaderElection.enabled is false: they would all write; set operator.replicas to 1, or leaderElection.enabled to true" (int .Values.operator.replicas)) }}
{{- end }}
{{- if and (not .Values.serviceAccount.operator.create) (not .Values.serviceAccount.operator.name) }}
{{- fail "serviceAccount.operator.name is empty and serviceAccount.operator.create is false: name the account that there is, or let the chart create one" }}
{{- end }}
{{- if and .Values.probe.enabled (not .Values.serviceAccount.probe.create) (not .Values.serviceAccount.probe.name) }}
{{- fail "serviceAccount.probe.name is empty and serviceAccount.probe.create is false: name the account that there is, or let the chart create one" }}
{{- end }}
{{- if and .Values.probe.enabled (eq (include "shortpath.operator.account" .) (include "shortpath.probe.account" .)) }}
{{- fail (printf "the operator's account and the probe's are both %s: the rights and the admission policies of each would hold for both; name two accounts in serviceAccount.operator.name and serviceAccount.probe.name" (include "shortpath.operator.account" .)) }}
{{- end }}
{{- if and .Values.webhook.certManager.enabled (not .Values.webhook.enabled) }}
{{- fail "webhook.certManager.enabled is true and webhook.enabled is false: there is nothing to make certificates for; set one of them the other way" }}
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.service.enabled) }}
{{- fail "metrics.serviceMonitor.enabled is true and metrics.service.enabled is false: a ServiceMonitor finds pods by their Service; set metrics.service.enabled to true" }}
{{- end }}
{{- if and .Values.webhook.enabled (eq (int .Values.webhook.port) (int .Values.operator.httpPort)) }}
{{- fail (printf "webhook.port and operator.httpPort are both %d: one pod listens on both; give them different ports" (int .Values.webhook.port)) }}
{{- end }}
{{- if and .Values.probe.enabled (regexMatch "^P(0+D)?(T(0+H)?(0+M)?(0+([.][0-9]+)?S)?)?$" .Values.probe.interval) }}
{{- fail (printf "probe.interval is %s: the probe takes no less than a second; write PT1S or more, or leave it empty for PT30S" .Values.probe.interval) }}
{{- end }}
{{- end -}}

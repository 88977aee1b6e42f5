{{- define "shortpath.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What all names begin with: short enough for what is put behind it. A release may have dots in its name, and a Service none. */}}
{{- define "shortpath.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "shortpath.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "shortpath.operator" -}}
{{- include "shortpath.fullname" . }}-operator
{{- end -}}

{{- define "shortpath.probe" -}}
{{- include "shortpath.fullname" . }}-probe
{{- end -}}

{{/* The Service before the webhook, and the Secret with its certificates. */}}
{{- define "shortpath.webhook" -}}
{{- include "shortpath.fullname" . }}-webhook
{{- end -}}

{{- define "shortpath.metrics" -}}
{{- include "shortpath.fullname" . }}-metrics
{{- end -}}

{{- define "shortpath.operator.account" -}}
{{- with .Values.serviceAccount.operator -}}
{{- if .create }}{{ default (include "shortpath.operator" $) .name }}{{ else }}{{ default "default" .name }}{{ end -}}
{{- end -}}
{{- end -}}

{{- define "shortpath.probe.account" -}}
{{- with .Values.serviceAccount.probe -}}
{{- if .create }}{{ default (include "shortpath.probe" $) .name }}{{ else }}{{ default "default" .name }}{{ end -}}
{{- end -}}
{{- end -}}

{{/* By digest where one is given; the tag beside it is for people. */}}
{{- define "shortpath.image" -}}
{{- with .Values.image -}}
{{- if .registry }}{{ .registry }}/{{ end }}{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- if .digest }}@{{ .digest }}{{ end -}}
{{- end -}}
{{- end -}}

{{/* The operator's settings, as docs/operator.md lists them; what is left empty here has the operator's own default. */}}
{{- define "shortpath.operator.environment" -}}
{{- if .Values.leaderElection.enabled }}
- name: SHORTPATH_LEADER_ELECTION_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
{{- else }}
- {name: SHORTPATH_LEADER_ELECTION_ENABLED, value: "false"}
{{- end }}
- name: SHORTPATH_INSTANCE
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
{{- include "shortpath.webhook.environment" . }}
{{- with .Values.operator }}
{{- if not (kindIs "invalid" .threads) }}
- {name: SHORTPATH_THREADS, value: {{ .threads | toString | quote }}}
{{- end }}
{{- with .profileGrace }}
- {name: SHORTPATH_PROFILE_GRACE, value: {{ . | quote }}}
{{- end }}
{{- with .tally }}
- {name: SHORTPATH_TALLY, value: {{ . | quote }}}
{{- end }}
{{- with .cacheSync }}
- {name: SHORTPATH_CACHE_SYNC, value: {{ . | quote }}}
{{- end }}
{{- if ne (int .httpPort) 8080 }}
- {name: QUARKUS_HTTP_PORT, value: {{ .httpPort | toString | quote }}}
{{- end }}
{{- with .httpHost }}
- {name: QUARKUS_HTTP_HOST, value: {{ . | quote }}}
{{- end }}
{{- if not .logJson }}
- {name: QUARKUS_LOG_CONSOLE_JSON_ENABLED, value: "false"}
{{- end }}
{{- end }}
{{- with .Values.traces }}
{{- if .enabled }}
- {name: SHORTPATH_TRACES_ENABLED, value: "true"}
{{- with .endpoint }}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- end }}
{{- include "shortpath.options.environment" . }}
{{- end -}}

{{- define "shortpath.webhook.environment" -}}
{{- with .Values.webhook }}
{{- if .enabled }}
- name: SHORTPATH_WEBHOOK_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
{{- if ne (include "shortpath.webhook" $) "shortpath-webhook" }}
- {name: SHORTPATH_WEBHOOK_SERVICE, value: {{ include "shortpath.webhook" $ | quote }}}
{{- end }}
{{- if ne (int .port) 9443 }}
- {name: SHORTPATH_WEBHOOK_PORT, value: {{ .port | toString | quote }}}
{{- end }}
{{- with .host }}
- {name: SHORTPATH_WEBHOOK_HOST, value: {{ . | quote }}}
{{- end }}
{{- if .certManager.enabled }}
- {name: SHORTPATH_WEBHOOK_CERTIFICATE_DIR, value: /var/run/shortpath/webhook}
{{- end }}
{{- with .certificates.authorityLifetime }}
- {name: SHORTPATH_WEBHOOK_AUTHORITY_LIFETIME, value: {{ . | quote }}}
{{- end }}
{{- with .certificates.certificateLifetime }}
- {name: SHORTPATH_WEBHOOK_CERTIFICATE_LIFETIME, value: {{ . | quote }}}
{{- end }}
{{- with .certificates.rotationGrace }}
- {name: SHORTPATH_WEBHOOK_ROTATION_GRACE, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A line for each of .Values.options; its rights are in the file of its name in options/. */}}
{{- define "shortpath.options.environment" -}}
{{- with .Values.options }}
{{- if .permitHostDevices.enabled }}
- {name: SHORTPATH_MANAGE_PERMITTED_HOST_DEVICES, value: "true"}
{{- end }}
{{- if .hookSidecars.enabled }}
- {name: SHORTPATH_HOOK_SIDECARS, value: "true"}
{{- end }}
{{- end }}
{{- end -}}

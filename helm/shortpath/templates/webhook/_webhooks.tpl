{{/* What all webhooks have in common. Given: root and path. */}}
{{- define "shortpath.webhook.common" -}}
admissionReviewVersions: [v1]
sideEffects: None
# A VM is made without the operator too; the loop then sees to it.
failurePolicy: Ignore
timeoutSeconds: 2
matchPolicy: Equivalent
clientConfig:
  service:
    namespace: {{ .root.Release.Namespace }}
    name: {{ include "shortpath.webhook" .root }}
    path: {{ .path }}
    port: {{ .root.Values.webhook.service.port }}
{{- end -}}

{{- define "shortpath.webhook.namespaces" -}}
namespaceSelector:
  matchExpressions:
  - key: kubernetes.io/metadata.name
    operator: NotIn
    values: {{ concat (list "kube-system" "kube-public" "kube-node-lease" .Release.Namespace) .Values.webhook.excludedNamespaces | uniq | toJson }}
{{- end -}}

{{- define "shortpath.webhook.annotations" -}}
{{- $own := dict -}}
{{- if .Values.webhook.certManager.enabled -}}
{{- $_ := set $own "cert-manager.io/inject-ca-from" (printf "%s/%s" .Release.Namespace (include "shortpath.webhook" .)) -}}
{{- end -}}
{{- mergeOverwrite (dict) .Values.webhook.annotations $own | toYaml -}}
{{- end -}}

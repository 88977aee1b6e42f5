{{/* What selects the pods of a component. Given: a dict of root and component. */}}
{{- define "shortpath.selector" -}}
app.kubernetes.io/name: {{ include "shortpath.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* The labels of an object. Given: a dict of root and component, and more labels where it has some. */}}
{{- define "shortpath.labels" -}}
{{- $own := include "shortpath.selector" . | fromYaml -}}
{{- $_ := set $own "app.kubernetes.io/part-of" "shortpath" -}}
{{- $_ := set $own "app.kubernetes.io/version" .root.Chart.AppVersion -}}
{{- $_ := set $own "app.kubernetes.io/managed-by" .root.Release.Service -}}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- mergeOverwrite (dict) .root.Values.commonLabels (default (dict) .more) $own | toYaml -}}
{{- end -}}

{{/* The labels of a pod: no version among them, so that a new chart alone starts none anew. */}}
{{- define "shortpath.podLabels" -}}
{{- $own := include "shortpath.selector" . | fromYaml -}}
{{- $_ := set $own "app.kubernetes.io/part-of" "shortpath" -}}
{{- mergeOverwrite (dict) .root.Values.commonLabels (default (dict) .more) $own | toYaml -}}
{{- end -}}

{{/* Name, namespace, labels and annotations. Given: root, component and name; namespace, labels and annotations where there are some. */}}
{{- define "shortpath.metadata" -}}
name: {{ .name }}
{{- with .namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "shortpath.labels" (dict "root" .root "component" .component "more" .labels) | nindent 2 }}
{{- with mergeOverwrite (dict) .root.Values.commonAnnotations (default (dict) .annotations) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

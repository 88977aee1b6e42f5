{{/* The annotations of a pod. Given: component and pod, the values of it. */}}
{{- define "shortpath.annotations" -}}
{{- mergeOverwrite (dict "kubectl.kubernetes.io/default-container" .component) .pod.podAnnotations | toYaml -}}
{{- end -}}

{{/* Where a pod may run, and by which secrets its image is pulled. Given: root, component, and pod, the values of it. */}}
{{- define "shortpath.scheduling" -}}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
{{- toYaml . | nindent 0 }}
{{- end }}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .pod.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .pod.affinity }}
affinity:
  {{- toYaml .pod.affinity | nindent 2 }}
{{- else if eq .component "operator" }}
# Away from one another where that can be.
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "shortpath.selector" . | nindent 12 }}
{{- end }}
{{- with .pod.tolerations }}
tolerations:
{{- toYaml . | nindent 0 }}
{{- end }}
{{- with .pod.topologySpreadConstraints }}
topologySpreadConstraints:
{{- range . }}
{{- $all := dict "matchLabels" (include "shortpath.selector" $ | fromYaml) }}
- {{ (hasKey . "labelSelector" | ternary . (merge (dict "labelSelector" $all) .)) | toYaml | nindent 2 | trim }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "daozhang.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 32 | trimSuffix "-" -}}
{{- else -}}
{{- $name := .Values.nameOverride | default .Chart.Name -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 32 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 32 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What the members declare: who calls whom, whose events they follow. Written by `make chart`. */}}
{{- define "daozhang.facts" -}}
{{- .Files.Get "files/members.json" -}}
{{- end -}}

{{/* What selects pods: never changes, for a Deployment's selector must not. */}}
{{- define "daozhang.selector" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "daozhang.labels" -}}
{{ include "daozhang.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: daozhang
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The metadata of an object: (dict "root" $ "name" suffix "component" component "annotations" map "labels" map) */}}
{{- define "daozhang.metadata" -}}
{{- $annotations := merge (dict) (.annotations | default dict) .root.Values.commonAnnotations -}}
name: {{ include "daozhang.fullname" .root }}{{ with .name }}-{{ . }}{{ end }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "daozhang.labels" .root | nindent 2 }}
  {{- with .component }}
  app.kubernetes.io/component: {{ . }}
  {{- end }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The settings of one member: those of all, with its own laid over them. (dict "root" $ "member" name) */}}
{{- define "daozhang.settings" -}}
{{- mergeOverwrite (deepCopy .root.Values.defaults) (index .root.Values.members .member | default dict) | toJson -}}
{{- end -}}

{{- define "daozhang.image" -}}
{{- $settings := include "daozhang.settings" . | fromJson -}}
{{- $repository := $settings.image.repository | default (print .root.Values.image.prefix .member) -}}
{{- with .root.Values.image.registry }}{{ . | trimSuffix "/" }}/{{ end -}}
{{- $repository -}}
{{- with $settings.image.digest }}@{{ . }}{{ else }}:{{ $settings.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion }}{{ end -}}
{{- end -}}

{{- define "daozhang.cluster" -}}
{{ include "daozhang.fullname" . }}-postgres
{{- end -}}

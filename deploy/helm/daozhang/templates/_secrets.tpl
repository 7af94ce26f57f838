{{/* The names of secrets. All of them exist before; README.md says what each must hold. */}}

{{- define "daozhang.secretPrefix" -}}
{{- .Values.secrets.prefix | default (include "daozhang.fullname" .) -}}
{{- end -}}

{{/* One that all members share: (dict "root" $ "secret" "masterKey" "suffix" "master-key") */}}
{{- define "daozhang.sharedSecret" -}}
{{- index .root.Values.secrets .secret | default (printf "%s-%s" (include "daozhang.secretPrefix" .root) .suffix) -}}
{{- end -}}

{{/* One of a member: (dict "root" $ "member" name "secret" "nats") */}}
{{- define "daozhang.memberSecret" -}}
{{- $settings := include "daozhang.settings" . | fromJson -}}
{{- index $settings.secrets .secret | default (printf "%s-%s-%s" (include "daozhang.secretPrefix" .root) .member .secret) -}}
{{- end -}}

{{/* The address of a member's database as one of its roles: (dict "root" $ "member" name "role" "app") */}}
{{- define "daozhang.databaseUrl" -}}
{{- $variable := printf "DAOZHANG_DATABASE_%s_URL" (upper .role) -}}
{{- if eq .root.Values.database.mode "cnpg" -}}
{{- $service := (index (include "daozhang.facts" .root | fromJson) .member).service -}}
- name: DATABASE_{{ upper .role }}_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "daozhang.secretPrefix" .root }}-{{ .member }}-{{ .role }}
      key: password
- name: {{ $variable }}
  value: postgresql://{{ $service }}_{{ .role }}:$(DATABASE_{{ upper .role }}_PASSWORD)@{{ include "daozhang.cluster" .root }}-rw:5432/{{ $service }}
{{- else -}}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ include "daozhang.memberSecret" (dict "root" .root "member" .member "secret" "database") }}
      key: {{ .role }}-url
{{- end -}}
{{- end -}}

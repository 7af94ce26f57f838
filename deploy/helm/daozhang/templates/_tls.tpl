{{/* Certificates: whose a member shows, and whose it believes. Changed files are taken without a restart. */}}

{{/* The variables of a member that serves: (dict "root" $) */}}
{{- define "daozhang.tlsEnvironment" -}}
{{- $values := .root.Values -}}
{{- if $values.tls.enabled }}
- name: DAOZHANG_TLS_CERTIFICATE_FILE
  value: /run/daozhang/tls/tls.crt
- name: DAOZHANG_TLS_KEY_FILE
  value: /run/daozhang/tls/tls.key
- name: DAOZHANG_TLS_CA_FILE
  value: /run/daozhang/tls/ca.crt
{{- end }}
{{- include "daozhang.databaseTlsEnvironment" . }}
{{- if $values.nats.tls.enabled }}
- name: DAOZHANG_NATS_CA_FILE
  value: /run/daozhang/tls/nats.crt
{{- end }}
{{- end -}}

{{- define "daozhang.databaseTlsEnvironment" -}}
{{- if .root.Values.database.tls.enabled }}
- name: DAOZHANG_DATABASE_CA_FILE
  value: /run/daozhang/tls/database.crt
{{- end }}
{{- end -}}

{{/* Where whoever certifies PostgreSQL stands, and whoever certifies NATS: (dict "root" $ "member" name) */}}
{{- define "daozhang.databaseAuthority" -}}
{{- $its := ternary (printf "%s-ca" (include "daozhang.cluster" .root)) "" (eq .root.Values.database.mode "cnpg") -}}
{{- .root.Values.database.tls.caSecret | default $its | default (include "daozhang.memberSecret" (dict "root" .root "member" .member "secret" "tls")) -}}
{{- end -}}

{{- define "daozhang.natsAuthority" -}}
{{- .root.Values.nats.tls.caSecret | default (include "daozhang.memberSecret" (dict "root" .root "member" .member "secret" "tls")) -}}
{{- end -}}

{{/* The volume of a member that serves, nothing where there is nothing in it. */}}
{{- define "daozhang.tlsVolume" -}}
{{- $values := .root.Values -}}
{{- if or $values.tls.enabled $values.database.tls.enabled $values.nats.tls.enabled -}}
- name: tls
  projected:
    defaultMode: 0440
    sources:
      {{- if $values.tls.enabled }}
      - secret:
          name: {{ include "daozhang.memberSecret" (dict "root" .root "member" .member "secret" "tls") }}
          items: [{key: tls.crt, path: tls.crt}, {key: tls.key, path: tls.key}, {key: ca.crt, path: ca.crt}]
      {{- end }}
      {{- if $values.database.tls.enabled }}
      - secret:
          name: {{ include "daozhang.databaseAuthority" . }}
          items: [{key: ca.crt, path: database.crt}]
      {{- end }}
      {{- if $values.nats.tls.enabled }}
      - secret:
          name: {{ include "daozhang.natsAuthority" . }}
          items: [{key: ca.crt, path: nats.crt}]
      {{- end }}
{{- end -}}
{{- end -}}

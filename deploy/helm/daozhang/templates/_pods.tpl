{{/* What every pod has: nobody's rights, nothing to write to, no token. */}}

{{- define "daozhang.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  {{- with .Values.podSecurity.id }}
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "daozhang.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Where a pod runs: the same for a member and its migrations. */}}
{{- define "daozhang.placement" -}}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "affinity" "hostAliases" "dnsConfig" }}
{{- with index $ $key }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A probe's settings over what it asks: (dict "probe" map "path" path) */}}
{{- define "daozhang.probe" -}}
{{- mergeOverwrite (dict "httpGet" (dict "path" .path "port" "ops")) .probe | toYaml -}}
{{- end -}}

{{/* The variables of a member that serves: (dict "root" $ "member" name) */}}
{{- define "daozhang.environment" -}}
{{- $root := .root -}}
{{- $member := .member -}}
{{- $facts := index (include "daozhang.facts" $root | fromJson) $member -}}
{{- $values := $root.Values -}}
{{ include "daozhang.databaseUrl" (dict "root" $root "member" $member "role" "app") }}
{{ include "daozhang.databaseUrl" (dict "root" $root "member" $member "role" "worker") }}
- name: DAOZHANG_NATS_URL
  valueFrom:
    secretKeyRef:
      name: {{ include "daozhang.memberSecret" (dict "root" $root "member" $member "secret" "nats") }}
      key: url
- name: DAOZHANG_GRPC_LISTEN
  # The gateway's own service is asked in its process alone.
  value: {{ ternary "127.0.0.1:7000" "0.0.0.0:7000" $facts.door }}
- name: DAOZHANG_OPS_LISTEN
  value: 0.0.0.0:9000
- name: DAOZHANG_SIGNING_KEY_FILE
  value: /run/daozhang/keys/signing.pem
- name: DAOZHANG_MASTER_KEY_FILE
  value: /run/daozhang/keys/master.key
- name: DAOZHANG_TRUSTED_KEYS_DIR
  value: /run/daozhang/trusted
{{- include "daozhang.tlsEnvironment" . }}
- name: DAOZHANG_PEERS
  value: {{ include "daozhang.peers" . | quote }}
{{- with $values.settings.otlpEndpoint }}
- name: DAOZHANG_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- if $values.settings.calendarsConfigMap }}
- name: DAOZHANG_CALENDARS_DIR
  value: /run/daozhang/calendars
{{- end }}
{{- if $facts.door }}
- name: DAOZHANG_HTTP_LISTEN
  value: 0.0.0.0:8080
- name: DAOZHANG_INSTALLATION_KEY_FILE
  value: /run/daozhang/keys/installation.key
- name: DAOZHANG_ATTACHMENTS
  value: {{ ternary $values.attachments.s3.place "/var/lib/daozhang/attachments" (eq $values.attachments.kind "s3") | quote }}
- name: DAOZHANG_SECURE_COOKIES
  value: {{ $values.settings.secureCookies | quote }}
- name: DAOZHANG_TRUSTED_PROXIES
  value: {{ $values.settings.trustedProxies | quote }}
{{- end }}
{{- if eq $member "notifier" }}
- name: DAOZHANG_PUBLIC_URL
  value: {{ $values.settings.publicUrl | quote }}
- name: DAOZHANG_SEND_OUTSIDE
  value: {{ $values.settings.sendOutside | quote }}
- name: DAOZHANG_ALLOWED_HOSTS
  value: {{ join "," $values.settings.allowedHosts | quote }}
- name: DAOZHANG_CATCHER_HOSTS
  value: {{ join "," $values.settings.catcherHosts | quote }}
{{- if $values.settings.caConfigMap }}
- name: DAOZHANG_CA_FILE
  value: /run/daozhang/ca/ca.pem
{{- end }}
{{- end }}
{{- end -}}

{{/* Where those answer whom a member calls. */}}
{{- define "daozhang.peers" -}}
{{- $facts := include "daozhang.facts" .root | fromJson -}}
{{- $peers := list -}}
{{- range $callee := (index $facts .member).calls -}}
{{- $peers = append $peers (printf "%s=%s-%s:7000" (index $facts $callee).service (include "daozhang.fullname" $.root) $callee) -}}
{{- end -}}
{{- join "," $peers -}}
{{- end -}}

{{/* What a member that serves reads and writes: (dict "root" $ "member" name) */}}
{{- define "daozhang.volumes" -}}
{{- $root := .root -}}
{{- $settings := include "daozhang.settings" . | fromJson -}}
{{- $door := (index (include "daozhang.facts" $root | fromJson) .member).door -}}
- name: keys
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ include "daozhang.memberSecret" (dict "root" $root "member" .member "secret" "signing") }}
          items: [{key: signing.pem, path: signing.pem}]
      - secret:
          name: {{ include "daozhang.sharedSecret" (dict "root" $root "secret" "masterKey" "suffix" "master-key") }}
          items: [{key: master.key, path: master.key}]
      {{- if $door }}
      - secret:
          name: {{ include "daozhang.sharedSecret" (dict "root" $root "secret" "installationKey" "suffix" "installation-key") }}
          items: [{key: installation.key, path: installation.key}]
      {{- end }}
- name: trusted
  secret:
    secretName: {{ include "daozhang.sharedSecret" (dict "root" $root "secret" "trustedKeys" "suffix" "trusted-keys") }}
    defaultMode: 0440
{{- with include "daozhang.tlsVolume" . }}
{{ . }}
{{- end }}
- name: temporary
  emptyDir:
    sizeLimit: {{ $settings.temporarySize }}
{{- with $root.Values.settings.calendarsConfigMap }}
- name: calendars
  configMap:
    name: {{ . }}
{{- end }}
{{- if and (eq .member "notifier") $root.Values.settings.caConfigMap }}
- name: ca
  configMap:
    name: {{ $root.Values.settings.caConfigMap }}
{{- end }}
{{- if and $door (eq $root.Values.attachments.kind "volume") }}
- name: attachments
  persistentVolumeClaim:
    claimName: {{ $root.Values.attachments.volume.existingClaim | default (printf "%s-attachments" (include "daozhang.fullname" $root)) }}
{{- end }}
{{- with $settings.volumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "daozhang.mounts" -}}
{{- $root := .root -}}
{{- $settings := include "daozhang.settings" . | fromJson -}}
{{- $door := (index (include "daozhang.facts" $root | fromJson) .member).door -}}
- {name: keys, mountPath: /run/daozhang/keys, readOnly: true}
- {name: trusted, mountPath: /run/daozhang/trusted, readOnly: true}
{{- if include "daozhang.tlsVolume" . }}
- {name: tls, mountPath: /run/daozhang/tls, readOnly: true}
{{- end }}
- {name: temporary, mountPath: /tmp}
{{- if $root.Values.settings.calendarsConfigMap }}
- {name: calendars, mountPath: /run/daozhang/calendars, readOnly: true}
{{- end }}
{{- if and (eq .member "notifier") $root.Values.settings.caConfigMap }}
- {name: ca, mountPath: /run/daozhang/ca, readOnly: true}
{{- end }}
{{- if and $door (eq $root.Values.attachments.kind "volume") }}
- {name: attachments, mountPath: /var/lib/daozhang/attachments}
{{- end }}
{{- with $settings.volumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

import type { components } from "../../../api/generated/openapi";

type Stage = components["schemas"]["pipeline.Stage"];
type StageInput = components["schemas"]["pipeline.StageInput"];

/** The stages of a process as they are sent: those in use, in their order, one of them changed. */
export function stagesWith(stages: readonly Stage[], changed: Stage): StageInput[] {
  return stages
    .filter(({ retired }) => !retired)
    .map((stage) => (stage.key === changed.key ? changed : stage))
    .map(({ position: _, retired: __, ...sent }) => sent);
}

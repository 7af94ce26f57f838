"""Sentences for people, in both languages: what warnings and suggestions say."""

from crm.pipeline.v1 import pipeline_pb2 as pb

_SENTENCES: dict[str, tuple[str, str]] = {
    # Why one warns.
    "NO_FOLLOW_UP": ("已 {days} 天未跟进", "No follow-up for {days} days"),
    "THIN_CONTENT": ("最近一次跟进内容过于简单（质量分 {quality}）", "The last follow-up says too little (quality {quality})"),
    "RESPONSE_FALLING": ("客户响应强度由 {before} 降到 {now}", "The customer's response fell from {before} to {now}"),
    "ONE_SIDED": ("连续 {count} 次联系客户均无回应", "{count} contacts in a row had no answer"),
    "MILESTONE_LATE": ("关键节点“{milestone}”已延迟 {days} 天", "Milestone {milestone_en} is {days} days late"),
    "STALLED": (
        "在“{stage}”阶段已停留 {days} 天，成交商机通常为 {usual_days} 天",
        "In stage {stage_en} for {days} days; won ones usually stay {usual_days}",
    ),
    "SILENT": ("已 {months} 个月没有任何进展", "Nothing has happened for {months} months"),
    # Why one suggests.
    "NEXT_STEP_DUE": ("上次跟进约定于 {date} 完成", "Agreed in the last follow-up for {date}"),
    "CLOSE_DATE_PASSED": ("预计成交日期 {date} 已过", "The expected close date {date} has passed"),
    "PLAYBOOK_DUE": ("阶段任务应于 {date} 完成", "The playbook of the stage has it due on {date}"),
    "GATE_CLOSED": ("进入“{stage}”阶段的条件尚未满足：{missing}", "Stage {stage_en} cannot be entered yet: {missing_en}"),
    "GATES_OPEN": ("进入“{stage}”阶段的条件均已满足", "All conditions for {stage_en} are met"),
    "LAST_STAGE": ("已处于最后阶段“{stage}”", "It is in the last stage, {stage_en}"),
    "KEEP_IN_TOUCH": ("保持跟进节奏，{date} 前联系客户", "Keep in touch: talk with the customer before {date}"),
    # What to do.
    "FOLLOW_UP": ("联系客户，并写下跟进记录", "Talk with the customer and write it down"),
    "WRITE_MORE": (
        "补充跟进内容：客户说了什么、涉及的人、金额、日期与下一步",
        "Write down what the customer said, who, how much, when, and the next step",
    ),
    "ASK_WHY": ("约见关键人，了解客户真实想法与顾虑", "Meet whoever decides and find out what holds the customer back"),
    "CHANGE_CHANNEL": (
        "更换联系方式或联系人，请上级协助约见",
        "Try another channel or person, or ask your manager to arrange a meeting",
    ),
    "RESCUE_MILESTONE": ("与交付、客户确认新的完成日期并说明原因", "Agree with delivery and customer on a new day, and say why"),
    "UNBLOCK_STAGE": ("与主管复盘卡点，推进到下一阶段或调整策略", "Look at what blocks it with your manager; move on or change course"),
    "REVIVE_OR_CLOSE": ("联系客户确认需求是否仍在，否则按输单关闭", "Ask whether the need is still there; else close it as lost"),
    "DO_NEXT_STEP": ("完成约定事项：{next_step}", "Do what was agreed: {next_step}"),
    "SET_CLOSE_DATE": ("与客户确认新的成交日期，或确认赢单/输单", "Agree on a new close date, or win or lose it"),
    "DO_STEP": ("{title}", "{title_en}"),
    "OPEN_GATE": ("补齐：{missing}", "Complete: {missing_en}"),
    "ADVANCE": ("推进到“{stage}”阶段", "Move on to {stage_en}"),
    "CLOSE_DEAL": ("推动签约，确认赢单", "Close the deal and win it"),
}


def wording(code: str, **parameters: object) -> pb.Wording:
    """The sentence of the code in both languages. An English parameter `x_en` that is missing or empty is said as `x`."""
    said = {name: str(value) for name, value in parameters.items()}
    chinese, english = _SENTENCES[code]
    in_english = {name: said.get(f"{name.removesuffix('_en')}_en") or said[name.removesuffix("_en")] for name in _english_names(said)}
    return pb.Wording(code=code, parameters=said, text=chinese.format(**said), text_en=english.format(**{**said, **in_english}))


def _english_names(said: dict[str, str]) -> set[str]:
    return {f"{name.removesuffix('_en')}_en" for name in said}

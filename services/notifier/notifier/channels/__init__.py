"""How messages leave the company: by mail and by the robots and apps of WeCom, DingTalk and Feishu.

`message` is what is said, in no channel's dialect. `mail`, `wecom`, `dingtalk` and `feishu` say it in theirs and read the answers: they
are pure. `smtp`, `http` and `senders` do the talking, and all of it passes `outside`, which knows where a company may send.
"""

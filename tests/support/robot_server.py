"""The robots of WeCom, DingTalk and Feishu, and WeCom's applications, as their documents describe them.

They check address, signature, time, schema, size, keyword and rate, and answer with their own codes.
"""

import asyncio
import hashlib
import hmac
import json
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HOUR = 3600


@dataclass
class Robot:
    """One robot. `answers` are given instead, as status and body, None for no answer at all."""

    token: str
    secret: str = ""
    keyword: str = ""
    limits: Sequence[tuple[int, float]] = ((20, 60),)
    silence: float = 0
    messages: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    answers: list[tuple[int, Any] | None] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    silent_until: float = 0

    def too_often(self) -> bool:
        """Counts this use; a robot with a silence answers nothing else until it is over."""
        now = time.monotonic()
        over = any(len([use for use in self.times if use > now - window]) >= most for most, window in self.limits)
        if over and self.silence and now >= self.silent_until:
            self.silent_until = now + self.silence
        if over or now < self.silent_until:
            return True
        self.times.append(now)
        return False


@dataclass
class RobotServer:
    """All of them at one address."""

    url: str = ""
    wecom: Robot = field(default_factory=lambda: Robot("wecom-key"))
    dingtalk: Robot = field(default_factory=lambda: Robot("ding-token", secret="SEC-ding", silence=600))
    feishu: Robot = field(default_factory=lambda: Robot("feishu-token", secret="feishu-secret", limits=((100, 60), (5, 1))))
    app: Robot = field(default_factory=lambda: Robot("corp", secret="app-secret", limits=((30, 60),)))
    tokens: list[str] = field(default_factory=list)
    users: set[str] = field(default_factory=lambda: {"zhangsan"})

    @property
    def wecom_url(self) -> str:
        return f"{self.url}/cgi-bin/webhook/send?key={self.wecom.token}"

    @property
    def dingtalk_url(self) -> str:
        return f"{self.url}/robot/send?access_token={self.dingtalk.token}"

    @property
    def feishu_url(self) -> str:
        return f"{self.url}/open-apis/bot/v2/hook/{self.feishu.token}"

    # --- WeCom -------------------------------------------------------------------------------------

    async def wecom_robot(self, request: Request) -> Response:
        return await _answer(self.wecom, request, self._wecom_robot)

    def _wecom_robot(self, request: Request, raw: bytes, body: Any) -> dict[str, Any]:
        if request.query_params.get("key") != self.wecom.token:
            return _errcode(93000, "invalid webhook url, more info at https://open.work.weixin.qq.com/devtool/query?e=93000")
        if self.wecom.too_often():
            return _errcode(45009, "api freq out of limit")
        kind = body.get("msgtype")
        limit = {"markdown": 4096, "text": 2048}.get(kind)
        if limit is None:
            return _errcode(40008, "invalid message type")
        content = body.get(kind, {}).get("content")
        if not content:
            return _errcode(44004, "content is empty")
        if len(content.encode()) > limit:
            return _errcode(40058, f"{kind}.content exceed max length {limit}. Invalid input")
        return _taken(self.wecom, body)

    async def wecom_token(self, request: Request) -> Response:
        asked = (request.query_params.get("corpid"), request.query_params.get("corpsecret"))
        if asked != (self.app.token, self.app.secret):
            return JSONResponse(_errcode(40001, "invalid credential"))
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return JSONResponse({**_errcode(0, "ok"), "access_token": self.tokens[-1], "expires_in": 7200})

    async def wecom_app(self, request: Request) -> Response:
        return await _answer(self.app, request, self._wecom_app)

    def _wecom_app(self, request: Request, raw: bytes, body: Any) -> dict[str, Any]:
        if request.query_params.get("access_token") not in self.tokens[-1:]:
            return _errcode(42001, "access_token expired")
        if self.app.too_often():
            return _errcode(45009, "api freq out of limit")
        card = body.get("textcard", {})
        if body.get("msgtype") == "textcard" and not all(card.get(name) for name in ("title", "description", "url")):
            return _errcode(40035, "invalid parameter")
        if body.get("touser") not in self.users:
            return {**_errcode(0, "ok"), "invaliduser": body.get("touser")}
        # A duplicate is taken and not shown again.
        known = body.get("enable_duplicate_check") == 1 and body in self.app.messages
        return _errcode(0, "ok") if known else _taken(self.app, body)

    # --- DingTalk ----------------------------------------------------------------------------------

    async def dingtalk_robot(self, request: Request) -> Response:
        return await _answer(self.dingtalk, request, self._dingtalk_robot)

    def _dingtalk_robot(self, request: Request, raw: bytes, body: Any) -> dict[str, Any]:
        robot, asked = self.dingtalk, request.query_params
        if asked.get("access_token") != robot.token:
            return _errcode(300001, "token is not exist")
        if "application/json" not in request.headers.get("content-type", ""):
            return _errcode(43004, "invalid http header Content-Type")
        if robot.secret and (wrong := _unsigned(asked.get("timestamp", ""), asked.get("sign", ""), robot.secret)):
            return _errcode(310000, f"{wrong}, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]")
        if len(raw) > 20_000:
            return _errcode(460101, "message too long, exceed 20000 bytes")
        if robot.keyword and robot.keyword not in raw.decode():
            return _errcode(310000, "keywords not in content")
        wanted = {"markdown": ("title", "text"), "actionCard": ("title", "text", "singleTitle", "singleURL"), "text": ("content",)}
        kind = body.get("msgtype")
        if kind not in wanted or not all(body.get(kind, {}).get(name) for name in wanted[kind]):
            return _errcode(40035, "缺少参数 json")
        if robot.too_often():
            return _errcode(130101, "send too fast, exceed 20 times per minute")
        return _taken(robot, body)

    # --- Feishu ------------------------------------------------------------------------------------

    async def feishu_robot(self, request: Request) -> Response:
        return await _answer(self.feishu, request, self._feishu_robot)

    def _feishu_robot(self, request: Request, raw: bytes, body: Any) -> dict[str, Any]:
        robot = self.feishu
        if request.path_params["token"] != robot.token:
            return _code(19001, "param invalid: incoming webhook access token invalid")
        if robot.secret and not _signed_for_feishu(body, robot.secret):
            return _code(19021, "sign match fail or timestamp is not within one hour from current time")
        if robot.keyword and robot.keyword not in raw.decode():
            return _code(19024, "Key Words Not Found")
        if len(raw) > 20 * 1024 or not _is_card(body):
            return _code(9499, "Bad Request")
        if robot.too_often():
            return _code(11232, "frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]")
        robot.messages.append(body)
        return _code(0, "success")


def _unsigned(timestamp: str, sign: str, secret: str) -> str:
    if not timestamp.isdecimal() or abs(int(timestamp) - time.time() * 1000) > HOUR * 1000:
        return "invalid timestamp"
    wanted = b64encode(hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()).decode()
    return "" if hmac.compare_digest(sign, wanted) else "sign not match"


def _signed_for_feishu(body: Any, secret: str) -> bool:
    timestamp = str(body.get("timestamp", ""))
    if not timestamp.isdecimal() or abs(int(timestamp) - time.time()) > HOUR:
        return False
    wanted = b64encode(hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()).decode()
    return hmac.compare_digest(str(body.get("sign", "")), wanted)


def _is_card(body: Any) -> bool:
    card = body.get("card") or {}
    texts = [element["text"] for element in card.get("elements", ()) if element.get("tag") == "div"]
    known = all(text.get("tag") in ("plain_text", "lark_md") and text.get("content") for text in texts)
    return bool(body.get("msg_type") == "interactive" and card.get("header", {}).get("title", {}).get("content") and known)


def _taken(robot: Robot, body: dict[str, Any]) -> dict[str, Any]:
    robot.messages.append(body)
    return _errcode(0, "ok")


def _errcode(code: int, words: str) -> dict[str, Any]:
    return {"errcode": code, "errmsg": words}


def _code(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "msg": words, "data": {}}


async def _answer(robot: Robot, request: Request, handle: Callable[[Request, bytes, Any], dict[str, Any]]) -> Response:
    robot.asked += 1
    raw = await request.body()
    if robot.answers:
        told = robot.answers.pop(0)
        if told is None:
            await asyncio.sleep(HOUR)
        status, body = told or (500, "")
        return JSONResponse(body, status) if isinstance(body, dict) else Response(body, status)
    try:
        body = json.loads(raw)
    except ValueError:
        body = {}
    return JSONResponse(handle(request, raw, body))


class _Quiet(uvicorn.Server):
    """Takes no signals: they belong to the tests."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def robot_server() -> AsyncIterator[RobotServer]:
    """On a free port of this machine, by plain http: the installation's settings must allow it."""
    kept = RobotServer()
    routes = [
        Route("/cgi-bin/webhook/send", kept.wecom_robot, methods=["POST"]),
        Route("/cgi-bin/gettoken", kept.wecom_token, methods=["GET"]),
        Route("/cgi-bin/message/send", kept.wecom_app, methods=["POST"]),
        Route("/robot/send", kept.dingtalk_robot, methods=["POST"]),
        Route("/open-apis/bot/v2/hook/{token}", kept.feishu_robot, methods=["POST"]),
    ]
    config = uvicorn.Config(
        Starlette(routes=routes), host="127.0.0.1", port=0, log_level="critical", lifespan="off", timeout_graceful_shutdown=0
    )
    server = _Quiet(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn tells it by a flag
        await asyncio.sleep(0.01)
    kept.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield kept
    finally:
        server.should_exit = server.force_exit = True
        await asyncio.wait([task], timeout=5)

"""A representative sees what the money of their customers brought."""

import re
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


@pytest.mark.capability("M-26")
async def test_a_representative_sees_what_the_money_brought(visit: Visit, books: Firm) -> None:
    page = await visit(books.rep)
    month = f"{books.today - timedelta(days=DAYS):%Y-%m}"
    await page.goto(f"/receivables/commission?month={month}")
    # One and a half per cent of 50 000.
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("您的提成：.*750"))
    await expect(page.locator(".grid-row.body", has_text="杭州为民")).to_be_visible()
    await assert_accessible(page)

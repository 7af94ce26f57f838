"""How crowded the machine is: a time that is taken on it says something only beside that."""

from statistics import mean

from playwright.async_api import Browser

# The same small piece of work again and again. The fastest turn was left alone; the others waited for whoever else was at work.
_WORK = """() => {
    const turn = () => {
        const began = performance.now();
        let sum = 0;
        for (let number = 0; number < 1e6; number++) sum = (sum * 31 + number) | 0;
        return performance.now() - began + (sum === 0.5);
    };
    for (let warm = 0; warm < 10; warm++) turn();
    const turns = [], end = performance.now() + 300;
    while (performance.now() < end) turns.push(turn());
    return turns;
}"""


async def crowd(browser: Browser) -> float:
    """1 where nothing else is at work, 2 where everything takes twice as long."""
    page = await browser.new_page()
    turns = await page.evaluate(_WORK)
    await page.close()
    return float(mean(turns) / min(turns))

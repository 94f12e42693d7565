"""What a person sees of a page: words that are painted, in the window, uncovered and uncut."""

from playwright.sync_api import Page, expect

_SEEN = """([wanted, inside]) => {
    const plain = (text) => text.replace(/\\s+/g, ' ').trim();
    const least = (one, other) => ({
        left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
        top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom),
    });
    const holds = (element) => plain(element.textContent).includes(wanted);
    const root = document.querySelector(inside) ?? document.body;
    const deepest = [...root.querySelectorAll('*'), root]
        .filter((element) => !['SCRIPT', 'STYLE', 'TEXTAREA'].includes(element.tagName))
        .filter((element) => holds(element) && ![...element.children].some(holds));
    if (!deepest.length) return `no element of ${inside} holds the words`;
    const why = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const lines = [...range.getClientRects()]
            .filter((line) => line.width > 1 && line.height > 5);
        if (!lines.length) return 'has no size';
        let seen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
        let paint = 1;
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.display === 'none') return 'display: none';
            if (style.visibility !== 'visible') return `visibility: ${style.visibility}`;
            if (style.clipPath !== 'none') return `clip-path: ${style.clipPath}`;
            if (style.contentVisibility === 'hidden') return 'content-visibility: hidden';
            paint *= Number(style.opacity);
            const cuts = style.overflow !== 'visible' && !['HTML', 'BODY'].includes(at.tagName);
            if (cuts) {
                seen = least(seen, at.getBoundingClientRect());
            }
        }
        if (paint < 0.5) return `opacity: ${paint}`;
        const line = lines[0];
        const shown = least(seen, line);
        const share = Math.max(0, shown.right - shown.left) * Math.max(0, shown.bottom - shown.top)
            / (line.width * line.height);
        if (share < 0.9) return `${Math.round(100 * share)} % of the first line is in sight`;
        const { color } = getComputedStyle(element);
        if (/^rgba.*, 0\\)$/.test(color)) return `color: ${color}`;
        const across = (shown.left + Math.min(shown.right, shown.left + 40)) / 2;
        const at = document.elementFromPoint(across, (shown.top + shown.bottom) / 2);
        const uncovered = at && (element.contains(at) || at.contains(element));
        return uncovered ? '' : `covered by ${at?.outerHTML.slice(0, 80)}`;
    };
    const reasons = deepest.map(why);
    return reasons.includes('') ? '' : reasons.join('; ');
}"""


def why_unseen(page: Page, words: str, inside: str = "body") -> str:
    """Why a person does not see some words now; empty where they do."""
    return str(page.evaluate(_SEEN, [" ".join(words.split()), inside]))


def sees(page: Page, words: str, inside: str = "body") -> None:
    """Wait until a person sees the words, and fail with why they do not.

    The words must be painted, in the window without scrolling, not covered and not cut off.
    """
    expect(page.locator(inside).first).to_contain_text(words)
    for _ in range(30):
        reason = why_unseen(page, words, inside)
        if not reason:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"nobody sees {words!r}: {reason}")

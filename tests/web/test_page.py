"""The page for people, in a real browser."""

import time

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait


def sign_in(browser, server, key, then="/"):
    browser.get(f"{server.url}/sign-in?next={then}")
    browser.find_element(By.ID, "key").send_keys(key, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: "/sign-in" not in b.current_url)


def click(browser, by, what):
    """A live page may change its elements between the look and the click."""
    for left in reversed(range(5)):
        try:
            return browser.find_element(by, what).click()
        except StaleElementReferenceException:
            if not left:
                raise


def text(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def until(browser, what):
    WebDriverWait(browser, 15, ignored_exceptions=(Exception,)).until(lambda b: what in text(b))


def test_an_operator_finds_out_why_a_job_failed_and_requeues_it(serve, browse):
    server, browser = serve("--require-keys"), browse()
    job = server.failed("ffmpeg: No space left on device")
    browser.get(server.url)
    assert "/sign-in" in browser.current_url, "nobody is let in without a key"
    browser.find_element(By.ID, "key").send_keys("mk_" + "0" * 64, Keys.ENTER)
    until(browser, "no such key")
    sign_in(browser, server, server.key("ADMIN"))
    until(browser, "No space left on device")
    browser.picture("overview")
    click(browser, By.LINK_TEXT, job)
    until(browser, "History")
    assert "worker gpu-1, claim 1" in text(browser)
    browser.picture("job")
    click(browser, By.PARTIAL_LINK_TEXT, "Requeue")
    # a reason is wanted: the browser itself holds the form back
    button = browser.find_element(By.CSS_SELECTOR, "button.danger")
    button.click()
    assert browser.current_url.endswith("/requeue")
    browser.find_element(By.ID, "reason").send_keys("the disk was full")
    browser.picture("requeue")
    button.click()
    until(browser, "The job is pending again.")
    assert server.run("jobs", "show", job)["job"]["status"] == "pending"
    event = server.run("jobs", "show", job)["events"][-1]
    assert (event["action"], event["actor"], event["reason"]) == ("requeue", "admin@example.org", "the disk was full")
    click(browser, By.PARTIAL_LINK_TEXT, "Cancel")
    browser.find_element(By.ID, "reason").send_keys("not needed")
    click(browser, By.CSS_SELECTOR, "button.danger")
    until(browser, "The job was cancelled.")
    click(browser, By.XPATH, "//button[text()='Sign out']")
    WebDriverWait(browser, 10).until(lambda b: "/sign-in" in b.current_url)
    # the refused key is the only thing that the browser may have to say
    assert all("401" in entry["message"] for entry in browser.complaints())


def test_what_has_changed_meanwhile_is_left_as_it_is(serve, browse):
    server, browser = serve(), browse()
    sign_in(browser, server, server.key("ADMIN"))
    job = server.failed("broke")
    browser.get(f"{server.url}/jobs/{job}/requeue")
    server.run("jobs", "requeue", job)
    browser.find_element(By.ID, "reason").send_keys("again")
    click(browser, By.CSS_SELECTOR, "button.danger")
    until(browser, "pending")
    assert "can't be done" in text(browser) or "nothing was done" in text(browser)
    assert [e["action"] for e in server.run("jobs", "show", job)["events"]].count("requeue") == 1


def test_a_viewer_sees_and_can_do_nothing(serve, browse):
    server, browser = serve("--require-keys"), browse()
    job = server.failed("broke")
    sign_in(browser, server, server.key("VIEWER"), f"/jobs/{job}")
    until(browser, "History")
    assert not browser.find_elements(By.PARTIAL_LINK_TEXT, "Requeue")
    browser.get(f"{server.url}/jobs/{job}/requeue")
    until(browser, "ADMIN may")


def test_the_page_is_live_and_what_is_typed_stays(serve, browse):
    server, browser = serve(), browse()
    browser.get(f"{server.url}/jobs")
    WebDriverWait(browser, 10).until(lambda b: b.find_element(By.ID, "live").text == "live")
    until(browser, "No job matches.")
    job = server.create()
    until(browser, job)
    assert "live, changed at" in browser.find_element(By.ID, "live").text
    field = browser.find_element(By.NAME, "worker")
    field.send_keys("gpu")
    other = server.create()
    time.sleep(4)
    assert field.get_attribute("value") == "gpu", "a form that is being filled in is left alone"
    field.send_keys(Keys.TAB, Keys.ESCAPE)
    browser.execute_script("document.activeElement.blur()")
    until(browser, other)
    assert browser.find_element(By.NAME, "worker").get_attribute("value") == "gpu", "it is there on the fresh page"
    assert browser.complaints() == []


def test_pages_by_key_and_filters(serve, browse):
    server, browser = serve(), browse()
    server.run("seed", "--remote-jobs", "120")
    browser.get(f"{server.url}/jobs?limit=50")
    # in one go: a live page changes its elements while they are read
    listed = lambda: browser.execute_script("return [...document.querySelectorAll('main td a')].map(a => a.textContent)")
    pages = [listed()]
    for _ in range(2):
        browser.get(browser.execute_script("return document.querySelector('a[rel=next]').href"))
        pages.append(listed())
    assert len({job for page in pages for job in page}) == 120
    assert not browser.find_elements(By.CSS_SELECTOR, "a[rel=next]"), "this is the last page"
    for page in reversed(pages[:2]):
        browser.get(browser.execute_script("return document.querySelector('a[rel=prev]').href"))
        assert listed() == page, "the way back has the same pages"
    assert not browser.find_elements(By.CSS_SELECTOR, "a[rel=prev]"), "this is the first page"
    click(browser, By.XPATH, "//select[@name='status']/option[@value='pending']")
    click(browser, By.XPATH, "//button[text()='Show']")
    WebDriverWait(browser, 10).until(lambda b: "status=pending" in b.current_url)
    assert set(browser.execute_script("return [...document.querySelectorAll('.chip')].map(chip => chip.textContent)")) == {"pending"}


def test_hostile_texts_are_shown_as_they_are(serve, browse):
    server, browser = serve(), browse()
    hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)>\"' {{7*7}}"
    job = server.failed(hostile)
    for path in ("/", "/jobs", f"/jobs/{job}", "/jobs?error=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&sort=oldest"):
        browser.get(server.url + path)
        assert "owned" not in browser.title
        assert not browser.find_elements(By.CSS_SELECTOR, "main script, main img")
    browser.get(f"{server.url}/jobs/{job}")
    assert hostile in text(browser)
    assert browser.complaints() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_it_fits_a_phone_and_a_desk_in_light_and_dark_and_goes_by_keyboard(serve, browse, width, scheme):
    server, browser = serve(), browse(width, 1400, scheme)
    server.run("seed")
    server.run("seed", "--remote-jobs", "30")
    job = server.failed("ffmpeg: " + "No space left on device " * 10 + "x" * 300)
    server.run("jobs", "cancel", "--kind", "remote", "--yes", "--reason", "No longer needed " + "x" * 100)
    operation = "/operations/" + server.run("jobs", "audit")["operations"][0]["id"]
    sign_in(browser, server, server.key("ADMIN"))
    pages = [("overview", "/"), ("jobs", "/jobs"), ("job", f"/jobs/{job}"), ("requeue", f"/jobs/{job}/requeue")]
    pages += [("operations", "/operations"), ("operation", operation), ("undo", f"{operation}/undo")]
    pages += [("week", "/?window=week"), ("workers", "/workers"), ("database", "/database"), ("failed", "/jobs?status=failed")]
    pages += [("sign-in", "/sign-in")]
    for name, path in pages:
        browser.get(server.url + path)
        browser.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        browser.picture(f"{name}-{width}-{scheme}")
        assert browser.violations() == [], path
        assert browser.execute_script("return performance.getEntriesByType('navigation')[0].decodedBodySize") <= 60_000, path
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, f"{path} is wider than the screen"
        # contrast of every text that stands alone with what is behind it, as WCAG 2.1 AA has it
        assert browser.execute_script(CONTRAST) == [], path
    # the overview replaces what has the focus when it updates itself
    browser.get(server.url + "/operations")
    reached = []
    for _ in range(6):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        at = browser.switch_to.active_element
        reached.append(at.text)
        assert browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", at) != "none", "where the keyboard is can be seen"
    assert reached[:3] == ["Skip to the content", "Overview", "Jobs"]
    assert browser.complaints() == []


def rows(browser):
    return browser.execute_script("return [...document.querySelectorAll('main tbody tr')].map((row) => row.innerText)")


def submit(browser, by, what):
    """Clicks, and waits for the next page."""
    before = browser.find_element(By.TAG_NAME, "html")
    click(browser, by, what)
    WebDriverWait(browser, 15).until(lambda b: b.find_element(By.TAG_NAME, "html") != before)


@pytest.mark.parametrize("script", [True, False])
def test_selected_jobs_are_requeued_after_a_plan_and_a_number_and_undone(serve, browse, script):
    server, browser = serve(), browse()
    jobs = [server.failed(f"broke at {n}") for n in range(4)]
    sign_in(browser, server, server.key("ADMIN"))
    if not script:
        browser.without_script()
    browser.get(f"{server.url}/jobs?kind=remote&status=failed,timeout&type=audio")
    submit(browser, By.XPATH, "//button[text()='Requeue selected…']")
    assert "No job is selected" in text(browser)
    submit(browser, By.LINK_TEXT, "Back to the jobs")
    assert "status=failed%2Ctimeout" in browser.current_url and "type=audio" in browser.current_url
    everything = browser.find_element(By.XPATH, "//button[text()='Select all on this page']")
    assert everything.is_displayed() == script
    selected = lambda: [box.is_selected() for box in browser.find_elements(By.CSS_SELECTOR, "input[name=id]")]
    for expected in [True, False] if script else []:
        everything.click()
        assert selected() == [expected] * 4
    for job in jobs[:2]:
        click(browser, By.CSS_SELECTOR, f"input[value='{job}']")
    submit(browser, By.XPATH, "//button[text()='Requeue selected…']")
    assert "Requeue 2 jobs?" in text(browser)
    browser.picture(f"plan-{script}")
    browser.find_element(By.ID, "reason").send_keys("the disk <was> full")
    browser.find_element(By.ID, "confirm").send_keys("3")
    submit(browser, By.CSS_SELECTOR, "button.danger")
    assert "the plan has 2 jobs" in text(browser), "another number than the planned one changes nothing"
    assert {server.run("jobs", "show", job)["job"]["status"] for job in jobs} == {"failed"}
    assert browser.find_element(By.ID, "reason").get_attribute("value") == "the disk <was> full"
    browser.find_element(By.ID, "confirm").send_keys("2")
    submit(browser, By.CSS_SELECTOR, "button.danger")
    assert "/operations/" in browser.current_url and "2 of 2" in text(browser) and "the disk <was> full" in text(browser)
    assert [server.run("jobs", "show", job)["job"]["status"] for job in jobs] == ["pending", "pending", "failed", "failed"]
    # all that match the filter of the address
    browser.get(f"{server.url}/jobs?kind=remote&status=pending")
    submit(browser, By.XPATH, "//button[text()='Cancel all that match…']")
    assert "Cancel 2 jobs?" in text(browser) and "status pending" in text(browser)
    browser.find_element(By.ID, "reason").send_keys("wrong file")
    browser.find_element(By.ID, "confirm").send_keys("2")
    submit(browser, By.CSS_SELECTOR, "button.danger")
    assert [server.run("jobs", "show", job)["job"]["status"] for job in jobs] == ["cancelled", "cancelled", "failed", "failed"]
    submit(browser, By.LINK_TEXT, "Undo…")
    browser.find_element(By.ID, "reason").send_keys("it was right")
    submit(browser, By.CSS_SELECTOR, "button.danger")
    assert [server.run("jobs", "show", job)["job"]["status"] for job in jobs] == ["pending", "pending", "failed", "failed"]


def test_a_job_shows_its_attempts_its_neighbours_and_its_options(serve, browse):
    server, browser = serve(), browse()
    jobs = [server.failed(f"ffmpeg: broke at {n}") for n in range(3)]
    server.run("jobs", "requeue", jobs[1])
    claimed = server.run("jobs", "claim", "--worker", "gpu-<2>", "--types", "audio")["jobs"][0]
    server.run("jobs", "submit", claimed["id"], "--claim", str(claimed["claim_seq"]), "--failure", "--error", "ffmpeg: broke at 9")
    browser.get(f"{server.url}/jobs/{jobs[1]}")
    attempts = rows(browser)
    assert len(attempts) == 2 and "gpu-1" in attempts[0] and "broke at 1" in attempts[0], attempts
    assert "gpu-<2>" in attempts[1] and "broke at 9" in attempts[1] and "failed" in attempts[1], attempts
    assert len(browser.find_elements(By.CSS_SELECTOR, "svg.attempts rect.failed")) == 2
    submit(browser, By.LINK_TEXT, "Next with this error")
    assert browser.current_url.endswith(jobs[0]), "the next older job"
    submit(browser, By.LINK_TEXT, "Previous with this error")
    submit(browser, By.LINK_TEXT, "Previous with this error")
    assert browser.current_url.endswith(jobs[2]) and not browser.find_elements(By.LINK_TEXT, "Previous with this error")
    without = browse()
    without.without_script()
    without.get(browser.current_url)
    assert not without.find_element(By.CSS_SELECTOR, "button[data-copy]").is_displayed(), "it needs a script"
    button = browser.find_element(By.CSS_SELECTOR, "button[data-copy]")
    browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    button.click()
    WebDriverWait(browser, 10).until(lambda b: b.find_element(By.CSS_SELECTOR, "button[data-copy]").text == "Copied")
    assert browser.complaints() == []


def test_the_overview_draws_what_has_ended_and_the_workers_page_what_runs(serve, browse):
    server, browser = serve(), browse()
    for n in range(3):
        server.failed(f"broke at {n}")
    server.create()
    claimed = server.run("jobs", "claim", "--worker", "gpu-7", "--types", "audio")["jobs"][0]
    for window in ("hour", "day", "week"):
        browser.get(f"{server.url}/?window={window}")
        until(browser, "Ended: 0 completed, 3 failed")
        assert len(browser.find_elements(By.CSS_SELECTOR, "svg.chart")) == 3 and browser.find_elements(By.CSS_SELECTOR, "path.failed[d^=M]")
        browser.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        table = browser.execute_script("return [...document.querySelectorAll('table.plain tbody tr')].map((r) => r.cells[2].innerText)")
        assert sum(int(n) for n in table) == 3
        assert "3 in the last" in text(browser), "the trend of the error"
    browser.get(f"{server.url}/workers")
    busy = next(row for row in rows(browser) if "gpu-7" in row)
    assert claimed["id"] in busy
    browser.get(f"{server.url}/database")
    assert "Schema: as expected" in text(browser) and "Health: pass" in text(browser)


CONTRAST = """
const number = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = (e) => { for (; e; e = e.parentElement) { const c = number(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c; }
  return [255, 255, 255]; };
const poor = [];
for (const e of document.querySelectorAll("body *")) {
  if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
  const a = light(number(getComputedStyle(e).color).slice(0, 3)), b = light(ground(e).slice(0, 3));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push(e.tagName + " " + e.className + " " + ratio.toFixed(2));
}
return poor;
"""

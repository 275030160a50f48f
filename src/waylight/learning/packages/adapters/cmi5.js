/**
 * cmi5: a session of one registration. Told are its beginning and end, and completed and passed, each once; a
 * refresher is a new registration. Question by question, nothing is told.
 */
window.waylightAdapter = (() => {
  const IS_CMI5 = { id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" };
  const IS_MOVE_ON = { id: "https://w3id.org/xapi/cmi5/context/categories/moveon" };
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const KEPT = "waylight";
  const asked = new URLSearchParams(window.location.search);
  const [endpoint, fetchAt, actor, registration, activityId] = ["endpoint", "fetch", "actor", "registration", "activityId"].map((name) => asked.get(name));
  let token = "";
  let template = {};
  let began = 0;
  let mode = "Normal";
  let waiting = Promise.resolve();
  let failedWith = null;

  const at = (path, query = {}) => {
    const address = new URL(path, endpoint.endsWith("/") ? endpoint : `${endpoint}/`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return address;
  };

  async function ask(path, query, method = "GET", body = undefined) {
    const headers = { Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = { method, headers, keepalive: body !== undefined };
    if (body !== undefined) sent.body = JSON.stringify(body);
    return window.fetch(at(path, query), sent);
  }

  const state = (stateId) => ({ stateId, activityId, agent: actor, registration });
  const lasted = () => `PT${Math.max(1, Math.round((Date.now() - began) / 10)) / 100}S`;

  function statement(verb, id, { result, moveOn = false, mastery = null } = {}) {
    const context = JSON.parse(JSON.stringify(template));
    context.registration = registration;
    context.contextActivities ??= {};
    const categories = context.contextActivities.category ?? [];
    const wanted = moveOn ? [IS_CMI5, IS_MOVE_ON] : [IS_CMI5];
    context.contextActivities.category = [...categories, ...wanted.filter((one) => !categories.some((two) => two.id === one.id))];
    if (mastery !== null) context.extensions = { ...context.extensions, [MASTERY]: mastery };
    const made = {
      id,
      timestamp: new Date().toISOString(),
      actor: JSON.parse(actor),
      verb: { id: VERBS + verb, display: { en: verb } },
      object: { objectType: "Activity", id: activityId },
      context,
    };
    if (result) made.result = result;
    return made;
  }

  /** In order, one after the other. A statement that is there already under its id was taken the first time. */
  function send(statements) {
    const sent = waiting.then(async () => {
      const answer = await ask("statements", {}, "POST", statements);
      if (!answer.ok && answer.status !== 409) throw new Error(`statements: ${answer.status}`);
    });
    waiting = sent.catch(() => undefined);
    return sent;
  }

  const uuid = () => {
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((octet) => octet.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const score = (share) => ({ scaled: share, raw: Math.floor(share * 10000 + 1e-6) / 100, min: 0, max: 100 });

  return {
    async begin() {
      if (!endpoint || !fetchAt || !actor || !registration || !activityId) return { there: false };
      const answer = await window.fetch(fetchAt, { method: "POST" });
      token = (await answer.json())["auth-token"];
      if (!token) return { there: false };
      const launch = await (await ask("activities/state", state("LMS.LaunchData"))).json();
      const preferences = await ask("agents/profile", { profileId: "cmi5LearnerPreferences", agent: actor });
      const known = preferences.ok ? await preferences.json() : {};
      const kept = await ask("activities/state", state(KEPT));
      template = launch.contextTemplate ?? {};
      mode = launch.launchMode ?? "Normal";
      began = Date.now();
      await send([statement("initialized", uuid())]);
      return {
        there: true,
        mode: mode.toLowerCase(),
        finished: false,
        languages: String(known.languagePreference ?? "").split(",").map((one) => one.trim()).filter(Boolean),
        mastery: typeof launch.masteryScore === "number" ? launch.masteryScore : null,
        state: kept.ok ? String((await kept.json()).kept ?? "") : "",
        who: registration,
        returnTo: launch.returnURL ?? "",
      };
    },
    async keep(text) {
      const kept = waiting.then(() => ask("activities/state", state(KEPT), "PUT", { kept: text }));
      waiting = kept.catch(() => undefined);
      const answer = await kept;
      if (!answer.ok) throw new Error(`state: ${answer.status}`);
    },
    /** `seal` gives both statements their ids, so that a second telling is no second pass. */
    passed(share, mastery, seal) {
      failedWith = null;
      const duration = lasted();
      const other = (seal[0] === "0" ? "1" : "0") + seal.slice(1);
      return send([
        statement("completed", seal, { result: { completion: true, duration }, moveOn: true }),
        statement("passed", other, { result: { success: true, score: score(share), duration }, moveOn: true, mastery }),
      ]);
    },
    /** Told at the end, and only if no pass came after it: one session has not both. */
    async failed(share, mastery) {
      failedWith = { share, mastery };
    },
    /** Without waiting for what is under way: the page may be gone before it answers. */
    async end() {
      const last = [statement("terminated", uuid(), { result: { duration: lasted() } })];
      if (failedWith && mode === "Normal") {
        const result = { success: false, score: score(failedWith.share), duration: lasted() };
        last.unshift(statement("failed", uuid(), { result, moveOn: true, mastery: failedWith.mastery }));
      }
      await ask("statements", {}, "POST", last);
    },
  };
})();

/** SCORM 2004: where the learner is, and a pass with its score. Question by question, nothing is told. */
window.waylightAdapter = (() => {
  const FARTHEST = 20;
  let api = null;
  let began = 0;
  let ended = "suspend";
  let words = {};

  /** The parents of this window, then those of the window that opened it. */
  function find(from) {
    for (let here = from, steps = 0; here && steps < FARTHEST; here = here.parent, steps += 1) {
      try {
        if (here.API_1484_11) return here.API_1484_11;
      } catch {
        return null; // a window of another site is not ours to look into
      }
      if (here.parent === here) return null;
    }
    return null;
  }

  const get = (name) => String(api.GetValue(name));
  const set = (name, value) => {
    if (String(api.SetValue(name, String(value))) !== "true") throw new Error(`${name}: ${api.GetLastError()}`);
  };
  const commit = () => {
    if (String(api.Commit("")) !== "true") throw new Error(`commit: ${api.GetLastError()}`);
  };
  const lasted = () => `PT${Math.floor((Date.now() - began) / 1000)}S`;

  function score(share) {
    set("cmi.score.min", 0);
    set("cmi.score.max", 100);
    set("cmi.score.raw", Math.floor(share * 10000 + 1e-6) / 100);
    set("cmi.score.scaled", share);
  }

  return {
    async begin(about) {
      words = about;
      api = find(window) ?? (window.opener ? find(window.opener) : null);
      if (!api || String(api.Initialize("")) !== "true") return { there: false };
      began = Date.now();
      const mode = get("cmi.mode");
      const finished = get("cmi.completion_status") === "completed";
      if (mode !== "browse" && mode !== "review" && !finished) {
        set("cmi.completion_status", "incomplete");
        set("cmi.exit", "suspend");
        commit();
      } else ended = "normal";
      return {
        there: true,
        mode: mode === "browse" || mode === "review" ? mode : "normal",
        finished,
        state: get("cmi.suspend_data"),
        who: get("cmi.learner_id"),
        languages: [get("cmi.learner_preference.language")].filter(Boolean),
      };
    },
    async keep(state, place) {
      set("cmi.location", place);
      set("cmi.suspend_data", state);
      commit();
    },
    /** The score goes first: some systems file no score that comes after its status. */
    async passed(share) {
      score(share);
      if (words.whenPassed === "passed") set("cmi.success_status", "passed");
      set("cmi.completion_status", "completed");
      ended = "normal";
      set("cmi.exit", ended);
      set("cmi.session_time", lasted());
      commit();
    },
    async failed(share) {
      score(share);
      set("cmi.success_status", "failed");
      commit();
    },
    async end() {
      set("cmi.exit", ended);
      set("cmi.session_time", lasted());
      commit();
      api.Terminate("");
    },
  };
})();

/** SCORM 1.2: where the learner is, and a pass with its score. Question by question, nothing is told. */
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
        if (here.API) return here.API;
      } catch {
        return null; // a window of another site is not ours to look into
      }
      if (here.parent === here) return null;
    }
    return null;
  }

  const get = (name) => String(api.LMSGetValue(name));
  const set = (name, value) => {
    if (String(api.LMSSetValue(name, String(value))) !== "true") throw new Error(`${name}: ${api.LMSGetLastError()}`);
  };
  const commit = () => {
    if (String(api.LMSCommit("")) !== "true") throw new Error(`commit: ${api.LMSGetLastError()}`);
  };

  function lasted() {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (part) => String(part).padStart(2, "0");
    return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  function score(share) {
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", Math.floor(share * 10000 + 1e-6) / 100);
  }

  return {
    async begin(about) {
      words = about;
      api = find(window) ?? (window.opener ? find(window.opener) : null);
      if (!api || String(api.LMSInitialize("")) !== "true") return { there: false };
      began = Date.now();
      const mode = get("cmi.core.lesson_mode");
      const status = get("cmi.core.lesson_status");
      const finished = status === "passed" || status === "completed";
      if (mode !== "browse" && mode !== "review" && !finished) {
        if (status !== "failed") set("cmi.core.lesson_status", "incomplete");
        set("cmi.core.exit", "suspend");
        commit();
      } else ended = "";
      return {
        there: true,
        mode: mode === "browse" || mode === "review" ? mode : "normal",
        finished,
        state: get("cmi.suspend_data"),
        who: get("cmi.core.student_id"),
        languages: [get("cmi.student_preference.language")].filter(Boolean),
      };
    },
    async keep(state, place) {
      set("cmi.core.lesson_location", place);
      set("cmi.suspend_data", state);
      commit();
    },
    /** The score goes first: some systems file no score that comes after its status. */
    async passed(share) {
      score(share);
      set("cmi.core.lesson_status", words.whenPassed);
      ended = "";
      set("cmi.core.exit", ended);
      set("cmi.core.session_time", lasted());
      commit();
    },
    async failed(share) {
      score(share);
      set("cmi.core.lesson_status", "failed");
      commit();
    },
    async end() {
      set("cmi.core.exit", ended);
      set("cmi.core.session_time", lasted());
      commit();
      api.LMSFinish("");
    },
  };
})();

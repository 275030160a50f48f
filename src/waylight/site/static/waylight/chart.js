/**
 * The chart of what is told of together, to be moved and enlarged. The page holds the same as a still picture and as
 * tables; positions come from the server, so the picture is the same on every visit. A press on a thing opens it.
 */
import cytoscape from "../cytoscape/cytoscape.js";

const box = document.querySelector("[data-chart]");
const told = JSON.parse(document.getElementById("chart-elements").textContent);
const ink = getComputedStyle(box).color;
const SHAPES = { person: "ellipse", vehicle: "round-rectangle", place: "diamond", phone: "hexagon", handle: "hexagon", organisation: "rectangle" };

const elements = [
  ...told.nodes.map(({ x, y, ...data }) => ({ group: "nodes", data, position: { x, y } })),
  ...told.edges.map((data) => ({ group: "edges", data })),
];

box.replaceChildren();
const chart = cytoscape({
  container: box,
  elements,
  layout: { name: "preset", fit: true, padding: 30 },
  minZoom: 0.1,
  maxZoom: 4,
  style: [
    { selector: "node", style: { label: "data(label)", shape: (node) => SHAPES[node.data("kind")] ?? "ellipse", color: ink, "background-color": ink, "text-valign": "bottom", "text-margin-y": 4, "font-size": 13, width: 16, height: 16 } },
    { selector: "node[?centre]", style: { width: 26, height: 26, "font-weight": "bold" } },
    { selector: "edge", style: { "line-color": ink, width: 1, opacity: 0.4 } },
    { selector: "edge[?on_way]", style: { width: 4, opacity: 1 } },
  ],
});
chart.on("tap", "node", (event) => location.assign(event.target.data("href")));

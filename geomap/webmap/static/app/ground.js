// Land, borders, and countries tinted by the visits they had.
import { palette, visitClasses, visitColour } from "./palette.js";
import { isOn, store } from "./state.js";

export function* paintGround(view) {
  const { ctx, ratio, world, zoom } = view;
  const { shapes, shown, tiles } = store;
  const colours = palette();
  const paths = shapes.at(zoom);
  const bounds = visitClasses(shown.mostVisits);
  const visible = ({ west, east, north, south }, copy) => (east + copy) * world > view.left
    && (west + copy) * world < view.left + view.width && south * world > view.top && north * world < view.top + view.height;
  for (let copy = view.firstCopy; copy <= view.lastCopy; copy += 1) {
    ctx.setTransform(ratio * world, 0, 0, ratio * world, ratio * (copy * world - view.left), -ratio * view.top);
    for (const [i, country] of shapes.countries.entries()) {
      if (!visible(country.box, copy)) continue;
      const tint = isOn("visits") ? visitColour(bounds, shown.visits.get(country.code)) : null;
      if (tiles && !tint) continue;
      ctx.globalAlpha = tiles ? 0.35 : 1;
      ctx.fillStyle = tint ?? colours.land;
      ctx.fill(paths.fills[i], "evenodd");
      if (i % 40 === 0) yield;
    }
    ctx.globalAlpha = 1;
    ctx.lineJoin = "round";
    ctx.lineWidth = 0.6 / world;
    ctx.strokeStyle = colours.coast;
    if (!tiles) ctx.stroke(paths.coast);
    ctx.lineWidth = (zoom < 3 ? 0.6 : 0.9) / world;
    ctx.strokeStyle = colours.border;
    ctx.stroke(paths.border);
    ctx.setLineDash([4 / world, 3 / world]);
    ctx.stroke(paths.disputed);
    ctx.setLineDash([]);
    yield;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
}

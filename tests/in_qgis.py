"""What a real QGIS makes of our files; run by the system's Python, which knows `qgis`.

usage: in_qgis.py REQUEST.json     prints one JSON object on its last line

REQUEST   {"layers": {name: source}, "draw": [names, topmost first], "extent": [w, s, e, n]|null,
           "day": "YYYY-MM-DD"|null, "image": path|null, "project": path|null}
"""

import json
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsLayoutExporter,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime
from qgis.PyQt.QtGui import QColor


def opened(source, name):
    layer = QgsVectorLayer(source, name, "ogr")
    if not layer.isValid():
        raise SystemExit(f"QGIS cannot open {source}")
    layer.loadDefaultStyle()  # as the application does when a file is dropped on it
    layer.loadDefaultMetadata()
    return layer


def told(layer, day):
    temporal = layer.temporalProperties()
    kept = None
    if day:
        context = QgsVectorLayerTemporalContext()
        context.setLayer(layer)
        expression = temporal.createFilterString(context, day) if temporal.isActive() else ""
        kept = sorted(f["id"] for f in layer.getFeatures(expression)) if expression else None
    return {
        "count": layer.featureCount(),
        "fields": {f.name(): f.typeName() for f in layer.fields()},
        "aliases": {f.name(): f.alias() for f in layer.fields()},
        "temporal": temporal.isActive(),
        "title": layer.metadata().title(),
        "licences": layer.metadata().licenses(),
        "renderer": layer.renderer().type(),
        "legend": [item.label() for item in layer.renderer().legendSymbolItems()],
        "index": layer.hasSpatialIndex(),
        "crs": layer.crs().authid(),
        "labels": layer.labelsEnabled(),
        "kept": kept,
        "tip": layer.mapTipTemplate() != "",
    }


def drawn(layers, extent, image, crs, day):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(crs)
    settings.setOutputSize(QSize(1200, 700))
    settings.setExtent(extent)
    settings.setBackgroundColor(QColor("white"))
    if day:
        settings.setIsTemporal(True)
        settings.setTemporalRange(day)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    if image:
        picture.save(image)
    colours = {}
    for x in range(picture.width()):
        for y in range(picture.height()):
            name = picture.pixelColor(x, y).name()
            colours[name] = colours.get(name, 0) + 1
    return colours, [f"{e.layerID}: {e.message}" for e in job.errors()]


def whole_day(text):
    if not text:
        return None
    day = QDate.fromString(text, Qt.ISODate)
    return QgsDateTimeRange(QDateTime(day, QTime(0, 0), Qt.UTC), QDateTime(day, QTime(23, 59, 59), Qt.UTC))


def main(request):
    day = whole_day(request.get("day"))
    answer = {}
    if request.get("project"):
        project = QgsProject.instance()
        if not project.read(request["project"]):
            raise SystemExit("QGIS cannot read the project")
        root = project.layerTreeRoot()
        order = root.layerOrder()
        answer["tree"] = {
            child.name(): [leaf.name() for leaf in child.findLayers()] for child in root.children()
        }
        answer["title"] = project.title()
        answer["checked"] = [layer.name() for layer in root.checkedLayers()]
        answer["time"] = [
            t.toString(Qt.ISODate)
            for t in (
                project.timeSettings().temporalRange().begin(),
                project.timeSettings().temporalRange().end(),
            )
        ]
        view = project.viewSettings().defaultViewExtent()
        answer["view"] = [view.xMinimum(), view.yMinimum(), view.xMaximum(), view.yMaximum()]
        answer["crs"] = project.crs().authid()
        answer["invalid"] = [layer.name() for layer in order if not layer.isValid()]
        layers = {layer.name(): layer for layer in order}
        crs, extent = project.crs(), QgsRectangle(*(request.get("extent") or answer["view"]))
        shown = [layer for layer in order if layer in root.checkedLayers()]
        layouts = project.layoutManager().printLayouts()
        answer["layouts"] = {
            layout.name(): sorted(type(item).__name__ for item in layout.items()) for layout in layouts
        }
        if request.get("layout"):
            result = QgsLayoutExporter(layouts[0]).exportToImage(
                request["layout"], QgsLayoutExporter.ImageExportSettings()
            )
            answer["exported"] = result == QgsLayoutExporter.Success
    else:
        layers = {name: opened(source, name) for name, source in request["layers"].items()}
        shown = [layers[name] for name in request.get("draw") or layers]
        crs, extent = shown[0].crs(), QgsRectangle(*(request.get("extent") or (-180, -90, 180, 90)))
    answer["layers"] = {name: told(layer, day) for name, layer in layers.items()}
    answer["colours"], answer["errors"] = drawn(shown, extent, request.get("image"), crs, day)
    return answer


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    asked = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps(main(asked)), flush=True)
    os._exit(0)  # Qt's teardown of layers that Python still holds may crash

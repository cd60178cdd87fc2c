"""Reads TIFF files with tifffile: for each, writes its samples as raw bytes and prints axes, shape, type and pixel size."""
import sys
import tifffile

for path in sys.argv[1:]:
    with tifffile.TiffFile(path) as tif:
        series = tif.series[0]
        samples = series.asarray()
        samples.tofile(path + '.raw')
        imagej = tif.imagej_metadata or {}
        resolution = tif.pages[0].tags.get('XResolution')
        pixel = resolution.value[1] / resolution.value[0] if resolution else 0
        print(series.axes, 'x'.join(map(str, series.shape)), samples.dtype, imagej.get('unit'), imagej.get('spacing'), pixel, sep=';')

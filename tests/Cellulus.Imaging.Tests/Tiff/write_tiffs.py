"""Writes TIFF files in many ways, their samples as raw bytes in the order (t, c, z, y, x), and a list of both."""
import sys
import numpy as np
import tifffile as tf
from PIL import Image

folder = sys.argv[1]
rng = np.random.default_rng(3)
listing = []


def expect(name, samples, pixel='', pages='Auto'):
    """samples: (t, c, z, y, x) in the type they are to be read as."""
    samples.astype(samples.dtype.newbyteorder('<')).tofile(f'{folder}/{name}.raw')
    listing.append(';'.join([name, str(samples.dtype), *map(str, samples.shape), pixel, pages]))


def path(name):
    return f'{folder}/{name}.tif'


def write(name, samples, photometric='minisblack', **options):
    tf.imwrite(name, samples, photometric=photometric, **options)


def values(shape, dtype):
    dtype = np.dtype(dtype)
    if dtype.kind == 'f':
        return rng.normal(size=shape).astype(dtype)
    low = 0 if dtype.kind == 'u' else -100
    return rng.integers(low, 120, size=shape).cumsum(axis=-1).astype(dtype)


for order in '<>':
    for dtype in ('u1', 'u2', 'u4', 'i1', 'i2', 'i4', 'f4', 'f8'):
        plane = values((37, 45), dtype)
        label = ('le-' if order == '<' else 'be-') + dtype
        write(path(label), plane, byteorder=order)
        expect(label, plane[None, None, None])
        write(path('zip2-' + label), plane, byteorder=order, compression='zlib', predictor=dtype[0] != 'f', rowsperstrip=8)
        expect('zip2-' + label, plane[None, None, None])
        stack = values((6, 37, 45), dtype)
        write(path('tiled-' + label), stack, byteorder=order, tile=(16, 32), compression='zlib', bigtiff=order == '>')
        expect('tiled-' + label, stack[None, None])
    half = values((20, 21), 'f2')
    write(path('half' + str(ord(order))), half, byteorder=order)
    expect('half' + str(ord(order)), half.astype('f4')[None, None, None])
    for dtype in ('u8', 'i8'):
        label = 'wide' + str(ord(order)) + dtype
        wide = values((20, 21), dtype)
        write(path(label), wide, byteorder=order)
        expect(label, wide.astype(dtype[0] + '4')[None, None, None])

# tifffile's own description.
data = values((2, 3, 4, 10, 11), 'u2')
write(path('shaped-tczyx'), data, metadata={'axes': 'TCZYX'})
expect('shaped-tczyx', data)
write(path('shaped-ztcyx'), np.ascontiguousarray(data.transpose(2, 0, 1, 3, 4)), metadata={'axes': 'ZTCYX'})
expect('shaped-ztcyx', data)
write(path('shaped-zyx'), data[0, 0], metadata={'axes': 'ZYX'})
expect('shaped-zyx', data[:1, :1])
write(path('shaped-one-directory'), data[0, 0], metadata={'axes': 'ZYX'}, truncate=True)
expect('shaped-one-directory', data[:1, :1])
write(path('silent-3'), data[0, :, 0], metadata=None)
expect('silent-3', data[:1, :, :1])
write(path('silent-3-as-frames'), data[0, :, 0], metadata=None)
expect('silent-3-as-frames', data[:1, :, :1].transpose(1, 0, 2, 3, 4), pages='Frames')
write(path('shaped-as-slices'), data[0, :, 0], metadata={'axes': 'CYX'})
expect('shaped-as-slices', data[:1, :, :1].transpose(0, 2, 1, 3, 4), pages='Slices')

# ImageJ hyperstacks: one directory for all images when contiguous.
hyper = np.ascontiguousarray(data.transpose(0, 2, 1, 3, 4))
write(path('imagej'), hyper, imagej=True, resolution=(1 / 0.25, 1 / 0.5), metadata={'axes': 'TZCYX', 'unit': 'um', 'spacing': 2.5})
expect('imagej', data, '0.25 0.5 2.5')
write(path('imagej-zip'), hyper, imagej=True, compression='zlib', metadata={'axes': 'TZCYX'})
expect('imagej-zip', data)
rgb = values((5, 20, 22, 3), 'u1')
write(path('imagej-rgb'), rgb, imagej=True, photometric='rgb', metadata={'axes': 'ZYXS'})
expect('imagej-rgb', np.ascontiguousarray(rgb.transpose(3, 0, 1, 2))[None])

# OME-TIFF in every order of planes.
for axes in ('TCZYX', 'CTZYX', 'ZTCYX', 'ZCTYX', 'TZCYX', 'CZTYX'):
    turned = np.ascontiguousarray(data.transpose(['TCZYX'.index(a) for a in axes]))
    write(path('ome-' + axes), turned, ome=True, compression='zlib', metadata={
        'axes': axes, 'PhysicalSizeX': 250, 'PhysicalSizeXUnit': 'nm', 'PhysicalSizeY': 0.5, 'PhysicalSizeYUnit': 'µm',
        'PhysicalSizeZ': 0.002, 'PhysicalSizeZUnit': 'mm'})
    expect('ome-' + axes, data, '0.25 0.5 2')
write(path('ome-rgb'), rgb, ome=True, photometric='rgb', metadata={'axes': 'ZYXS'})
expect('ome-rgb', np.ascontiguousarray(rgb.transpose(3, 0, 1, 2))[None])

# Colour, alpha, many samples a pixel.
colour = np.ascontiguousarray(rgb[0].transpose(2, 0, 1))[None, :, None]
write(path('rgb'), rgb[0], photometric='rgb')
expect('rgb', colour)
write(path('rgb-planar'), np.ascontiguousarray(rgb[0].transpose(2, 0, 1)), photometric='rgb', planarconfig='separate')
expect('rgb-planar', colour)
write(path('rgba'), np.dstack([rgb[0], rgb[1, :, :, 0]]), photometric='rgb', extrasamples=['unassalpha'])
expect('rgba', colour)
five = values((20, 22, 5), 'u2')
write(path('five-samples'), five, photometric='minisblack', planarconfig='contig')
expect('five-samples', np.ascontiguousarray(five.transpose(2, 0, 1))[None, :, None])
write(path('five-planes'), np.ascontiguousarray(five.transpose(2, 0, 1)), photometric='minisblack', planarconfig='separate')
expect('five-planes', np.ascontiguousarray(five.transpose(2, 0, 1))[None, :, None])

# Previews: half-size copies in SubIFDs and after the image.
with tf.TiffWriter(path('preview')) as writer:
    writer.write(data[0, 0, 0], subifds=1, metadata=None)
    writer.write(data[0, 0, 0, ::2, ::2], subfiletype=1, metadata=None)
    writer.write(data[0, 0, 1, ::2, ::2], subfiletype=1, metadata=None)
expect('preview', data[:1, :1, :1])
write(path('centimetre'), data[0, 0, 0], resolution=(20000, 10000), resolutionunit='CENTIMETER')
expect('centimetre', data[:1, :1, :1], '0.5 1')
write(path('print'), data[0, 0, 0], resolution=(300, 300), resolutionunit='INCH')
expect('print', data[:1, :1, :1])

# Pillow, through libtiff.
grey = Image.fromarray(rgb[0, :, :, 0])
for compression in ('raw', 'tiff_lzw', 'packbits', 'tiff_adobe_deflate', 'tiff_deflate'):
    grey.save(path('pil-' + compression), compression=compression)
    expect('pil-' + compression, rgb[:1, :, :, 0][None, None])
    Image.fromarray(rgb[0]).save(path('pil-rgb-' + compression), compression=compression)
    expect('pil-rgb-' + compression, colour)
bits = rgb[0, :, :, 0] > 100
Image.fromarray(bits).save(path('pil-1bit'))
expect('pil-1bit', bits.astype('u1')[None, None, None])
palette = Image.fromarray(rgb[0]).quantize(17)
palette.save(path('pil-palette'))
expect('pil-palette', np.ascontiguousarray(np.asarray(palette.convert('RGB')).transpose(2, 0, 1))[None, :, None])
Image.fromarray(np.dstack([rgb[0, :, :, 0], rgb[1, :, :, 0]]), 'LA').save(path('pil-la'))
expect('pil-la', rgb[:1, :, :, 0][None, None])
pages = [Image.fromarray(p) for p in rgb[:, :, :, 0]]
pages[0].save(path('pil-pages'), save_all=True, append_images=pages[1:], compression='tiff_lzw')
expect('pil-pages', rgb[:, :, :, 0][None, None])

with open(f'{folder}/list.txt', 'w') as f:
    f.write('\n'.join(listing))

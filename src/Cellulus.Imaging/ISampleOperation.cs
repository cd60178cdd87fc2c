using System.Numerics;

namespace Cellulus.Imaging;

/// <summary>Something to do with samples of any type; see <see cref="StoredImage.Apply{TOperation, TResult}"/>.</summary>
internal interface ISampleOperation<out TResult>
{
    TResult Run<T>(ReadOnlySpan<T> samples) where T : unmanaged, INumber<T>;
}

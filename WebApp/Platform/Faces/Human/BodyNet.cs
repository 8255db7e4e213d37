using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.Human;

/// <summary>MoveNet Lightning (Votel et al. 2021, "Next-Generation Pose Detection with MoveNet and TensorFlow.js"): 17 joints of one person in 4 ms.</summary>
internal sealed class BodyNet(ModelRegistry models)
{
    public const int InputSize = 192;

    /// <summary>y, x in parts of the input, and score, of each joint in the order of COCO.</summary>
    public static readonly (string, int)[] Outputs = [("Identity", JointCount * Stride)];

    private const int JointCount = 17, Stride = 3;
    private const int LeftEar = 3, RightEar = 4, LeftShoulder = 5, RightShoulder = 6;

    /// <summary>Looks at the whole picture, padded to a square.</summary>
    /// <returns>The joints whatever their scores: an empty picture gives some too.</returns>
    public BodyPose Read(PictureLevels picture, CancellationToken cancellation)
    {
        var square = picture.Whole;
        using var tensor = Tensor.Rent(1, 3, InputSize, InputSize);
        picture.Warp(square, InputSize, tensor.Span, TensorFormat.Bytes(channelsFirst: true));
        using var outputs = models.Get(HumanModels.Body).Run(tensor, cancellation);
        return Place(outputs["Identity"], square);
    }

    /// <summary>From parts of the input to pixels of the picture.</summary>
    public static BodyPose Place(ReadOnlySpan<float> joints, FaceFrame square)
    {
        return new(Joint(joints, LeftEar), Joint(joints, RightEar), Joint(joints, LeftShoulder), Joint(joints, RightShoulder));

        BodyPoint Joint(ReadOnlySpan<float> joints, int index)
        {
            var joint = joints.Slice(Stride * index, Stride);
            return new(square.ToPicture(new(joint[1] * InputSize, joint[0] * InputSize), InputSize), joint[2]);
        }
    }
}

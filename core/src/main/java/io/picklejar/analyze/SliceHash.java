package io.picklejar.analyze;

import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.policy.CodeOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells whether a lambda of a by-reference class runs the code at the receiver that it ran at the origin.
 *
 * <p>A compiler numbers the bodies of lambdas ({@code lambda$run$0}), so that a lambda inserted above moves all others by
 * one, and a name that was pickled stands for its neighbour. The hash tells them apart: equal code of any name has an equal
 * one. See {@link SliceDigest} for what counts.
 *
 * <p>Only methods whose name nobody promised are compared: synthetic and private ones. A reference to another method,
 * {@code Job::rate}, means whatever that method does at the receiver.
 *
 * <p>cloudpickle has no counterpart: it pickles functions that an import finds by name alone.
 */
public final class SliceHash {
    /** The length of a hash in bytes: half a SHA-256, which is ample for code nobody chose to collide. */
    public static final int BYTES = 16;

    private static final String LAMBDA_BODY = "lambda$";

    private SliceHash() {}

    /**
     * Whether the name of the method that the lambda runs is an accident of compilation: javac calls lambda bodies {@code
     * lambda$…}, all compilers make them synthetic, and what is private may be renamed at any time.
     */
    public static boolean isNameless(LambdaRecipe recipe) {
        boolean looksLikeBody = recipe.implName().startsWith(LAMBDA_BODY);
        if (looksLikeBody || CodeOrigin.isJdk(recipe.implClass())) {
            return looksLikeBody;
        }
        MethodNode method = find(recipe);
        return method != null && isNameless(method);
    }

    /**
     * The hash of the method that the lambda runs, with all of its nest that it reaches.
     *
     * @return {@value #BYTES} bytes, not to be changed, or null if there is no such method or no class file
     */
    public static byte @Nullable [] of(LambdaRecipe recipe) {
        ClassModel model = ClassModel.of(recipe.implClass());
        MethodNode method = find(recipe);
        return model == null || method == null ? null : model.sliceHash(method);
    }

    /** The names of nameless methods of the lambda's class that have its descriptor and this hash; sorted. */
    public static List<String> namesWith(byte[] hash, LambdaRecipe recipe) {
        ClassModel model = ClassModel.of(recipe.implClass());
        List<String> names = new ArrayList<>();
        if (model != null) {
            for (MethodNode method : model.node().methods) {
                if (isNameless(method)
                        && method.desc.equals(recipe.implDescriptor())
                        && Arrays.equals(hash, model.sliceHash(method))) {
                    names.add(method.name);
                }
            }
        }
        names.sort(null);
        return names;
    }

    private static boolean isNameless(MethodNode method) {
        return (method.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_PRIVATE)) != 0 && method.name.charAt(0) != '<';
    }

    private static @Nullable MethodNode find(LambdaRecipe recipe) {
        ClassModel model = ClassModel.of(recipe.implClass());
        return model == null ? null : model.method(recipe.implName() + recipe.implDescriptor());
    }
}

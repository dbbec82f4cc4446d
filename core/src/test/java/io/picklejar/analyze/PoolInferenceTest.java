package io.picklejar.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import io.picklejar.reconstruct.LambdaLinker;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PoolInferenceTest {
    static List<LambdaKind> kinds() {
        return LambdaKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void lambdaMadeFromItsConstantPoolAloneBehavesAsTheOriginal(LambdaKind kind) throws Throwable {
        Class<?> lambdaClass = kind.lambda().getClass();

        LambdaRecipe recipe =
                PoolInference.infer(LambdaShape.of(lambdaClass), Objects.requireNonNull(LambdaPool.of(lambdaClass)));

        Object copy = LambdaLinker.link(Objects.requireNonNull(recipe), LambdaRecovery.captured(kind.lambda()));
        assertThat(kind.call(copy)).isEqualTo(kind.call(kind.lambda()));
    }
}

package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.junit.jupiter.api.Test;

final class BeamReducersTest {
    private final Pipeline pipeline = Pipeline.create();
    private final Optional<String> suffix = Optional.of("!");

    @Test
    void lambdaByValueLeavesThePipelineOfItsEnclosingObjectBehind() {
        PickleJar byValue = PickleJar.builder()
                .byValue(ClassRule.className(BeamReducersTest.class.getName()))
                .build();
        SerializableFunction<String, String> function =
                JavaSerial.twice(Pickled.fn(word -> word + suffix.get(), byValue));

        assertThat(function.apply("a")).isEqualTo("a!");
    }

    @Test
    void pipelineInsideAFunctionIsRefusedWithTheRemedy() {
        SerializableFunction<String, String> function = Pickled.fn(word -> word + pipeline);

        assertThatThrownBy(() -> JavaSerial.write(function))
                .isExactlyInstanceOf(PicklingException.class)
                .hasMessage("a Pipeline does not travel to workers at $~0.pipeline; make the function's class static,"
                        + " or copy what it needs into local variables [live-resource]");
    }
}

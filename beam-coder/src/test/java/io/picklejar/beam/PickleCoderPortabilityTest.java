package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.orders.Order;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi.MessageWithComponents;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.util.construction.CoderTranslation;
import org.apache.beam.sdk.util.construction.CoderTranslation.TranslationContext;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.RehydratedComponents;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;

/** Through the protocol buffers that portable runners read. */
final class PickleCoderPortabilityTest {
    private final Coder<Order> coder = PickleCoder.of(Order.class);

    @Test
    void coderRoundTripsThroughItsProto() throws Exception {
        MessageWithComponents proto = CoderTranslation.toProto(coder);

        assertThat(proto.getCoder().getSpec().getUrn()).isEqualTo("beam:coders:javasdk:0.1");
        assertThat(fromProto(proto)).isEqualTo(coder);
    }

    @Test
    void coderInsideModelCodersRoundTripsThroughItsProto() throws Exception {
        Coder<?> nested = KvCoder.of(StringUtf8Coder.of(), ListCoder.of(coder));

        assertThat(fromProto(CoderTranslation.toProto(nested))).isEqualTo(nested);
    }

    @Test
    void pipelineRoundTripsThroughItsProto() throws Exception {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        Order captured = new Order("Ada", 1);
        pipeline.apply(Create.of(1, 2))
                .apply(MapElements.into(TypeDescriptor.of(Order.class))
                        .via((Integer amount) -> new Order(captured.customer(), amount)))
                .setCoder(PickleCoder.of(Order.class));

        var proto = PipelineTranslation.toProto(PicklePipeline.prepare(pipeline));

        RehydratedComponents components = RehydratedComponents.forComponents(proto.getComponents());
        List<Coder<?>> coders = new ArrayList<>();
        for (String id : proto.getComponents().getCodersMap().keySet()) {
            coders.add(components.getCoder(id));
        }
        assertThat(coders).anySatisfy(read -> assertThat(read).isEqualTo(coder));
    }

    private static Coder<?> fromProto(MessageWithComponents proto) throws Exception {
        return CoderTranslation.fromProto(
                proto.getCoder(),
                RehydratedComponents.forComponents(proto.getComponents()),
                TranslationContext.DEFAULT);
    }
}

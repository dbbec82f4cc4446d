package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import org.apache.flink.api.common.InvalidProgramException;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.io.network.api.writer.SubtaskStateMapper;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/** What is out of reach is named. */
final class RefusalTest {
    private static final PickleJar JAR = PickleJar.builder()
            .byValue(ClassRule.codeSource(TestClasses.path()))
            .build();

    @Test
    void partitionersOfTheUserNeedTheirClass() {
        StreamExecutionEnvironment environment = PickleEnvironment.local(JAR);
        DataStream<String> source = environment.fromData("a");
        Transformation<String> partitioned = new PartitionTransformation<>(source.getTransformation(), new ToFirst());
        new DataStream<>(environment, partitioned).print();

        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(InvalidProgramException.class)
                .hasMessage("the partitioner of operator \"Source: Collection Source\" cannot travel: Flink needs its "
                        + "class io.picklejar.flink.RefusalTest$ToFirst on the cluster (needs "
                        + "[io.picklejar.flink.RefusalTest$ToFirst], which the cluster lacks); put its jar into "
                        + "pipeline.jars, or write it with Flink's public API");
    }

    /** Sends all to the first. */
    private static final class ToFirst extends StreamPartitioner<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public int selectChannel(SerializationDelegate<StreamRecord<String>> record) {
            return 0;
        }

        @Override
        public StreamPartitioner<String> copy() {
            return this;
        }

        @Override
        public SubtaskStateMapper getDownstreamSubtaskStateMapper() {
            return SubtaskStateMapper.ARBITRARY;
        }

        @Override
        public boolean isPointwise() {
            return false;
        }
    }
}

package io.picklejar.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Flink configuration of the documents is one that Flink reads, and names classes that exist. */
final class FlinkConfigurationTest {
    static List<CodeBlock> yamlBlocks() throws IOException {
        return CodeBlock.inAllDocuments("yaml");
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void flinkAcceptsTheConfiguration(CodeBlock block, @TempDir Path directory) throws IOException {
        // The reader's class; any class that is there will do.
        Files.writeString(
                directory.resolve("config.yaml"),
                block.text().replace("com.acme.Session", StringBuilder.class.getName()));
        Configuration configuration = GlobalConfiguration.loadConfiguration(directory.toString());

        SerializerConfigImpl serializers = new SerializerConfigImpl();
        serializers.configure(configuration, getClass().getClassLoader());

        assertThat(configuration.get(PipelineOptions.SERIALIZATION_CONFIG)).isNotEmpty();
        assertThat(serializers.getRegisteredTypeInfoFactories().values())
                .extracting(Class::getName)
                .containsExactly("io.picklejar.flink.PickleTypeInfoFactory");
        assertThat(serializers.getDefaultKryoSerializerClasses().values())
                .extracting(Class::getName)
                .containsExactly("io.picklejar.flink.PickleKryoSerializer");
    }
}

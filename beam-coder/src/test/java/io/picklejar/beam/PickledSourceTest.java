package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.orders.Dictionary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that sit deep inside Beam's input and output. */
final class PickledSourceTest {
    /** One element, out of a field that is not Serializable. */
    private static class OneWord extends BoundedSource<String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Optional<String> word;

        OneWord(Optional<String> word) {
            this.word = word;
        }

        @Override
        public List<? extends BoundedSource<String>> split(long bundleBytes, PipelineOptions options) {
            return List.of(this);
        }

        @Override
        public long getEstimatedSizeBytes(PipelineOptions options) {
            return 1;
        }

        @Override
        public Coder<String> getOutputCoder() {
            return StringUtf8Coder.of();
        }

        @Override
        public BoundedReader<String> createReader(PipelineOptions options) {
            return new BoundedReader<>() {
                private boolean started;

                @Override
                public boolean start() {
                    started = true;
                    return true;
                }

                @Override
                public boolean advance() {
                    return false;
                }

                @Override
                public String getCurrent() {
                    if (!started) {
                        throw new NoSuchElementException("not started");
                    }
                    return word.orElse("none");
                }

                @Override
                public void close() {}

                @Override
                public BoundedSource<String> getCurrentSource() {
                    return OneWord.this;
                }
            };
        }
    }

    @Test
    void sourceIsReadAsAnObject() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<String> words = pipeline.apply(Read.from(Pickled.object(new OneWord(Optional.of("word")))));

        PAssert.that(words).containsInAnyOrder("word");
        Pipelines.run(pipeline);
    }

    @Test
    void fileNamesComeFromACapturingLambda(@TempDir Path directory) throws Exception {
        Pipeline pipeline = PicklePipeline.create(Pipelines.options());
        Dictionary dictionary = new Dictionary().with("a", "alpha").with("b", "beta");
        pipeline.apply(Create.of("a", "b"))
                .apply(FileIO.<String, String>writeDynamic()
                        .by(word -> dictionary.meaningOf(word))
                        .withDestinationCoder(StringUtf8Coder.of())
                        .via(Contextful.fn(word -> word + dictionary.meaningOf(word)), TextIO.sink())
                        .withNaming(destination -> FileIO.Write.defaultNaming(destination, ".txt"))
                        .withNumShards(1)
                        .to(directory.toString()));

        Pipelines.run(pipeline);

        try (var files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".txt")))
                    .hasSize(2)
                    .anySatisfy(file -> assertThat(file).hasContent("aalpha"))
                    .anySatisfy(file -> assertThat(file).hasContent("bbeta"));
        }
    }
}

import io.picklejar.beam.*
import org.apache.beam.sdk.Pipeline
import org.apache.beam.sdk.io.TextIO
import org.apache.beam.sdk.options.PipelineOptionsFactory
import org.apache.beam.sdk.transforms.*
import org.apache.beam.sdk.values.*

record Word(String text, Optional<String> mark) {}
var locale = Optional.of(Locale.ROOT)
Word word(String text) { return new Word(text.toUpperCase(locale.get()), Optional.empty()); }

var pipeline = PicklePipeline.create(PipelineOptionsFactory.fromArgs("$OPTIONS".split(" ")).create())
pipeline.getCoderRegistry().registerCoderProvider(PickleCoderProvider.any())
var words = pipeline.apply(Create.of("to", "be", "or", "not", "to", "be")).apply(MapElements.into(TypeDescriptor.of(Word.class)).via((String text) -> word(text)))
var counts = words.apply(Count.perElement())
var lines = counts.apply(MapElements.into(TypeDescriptors.strings()).via(count -> count.getKey().text() + " " + count.getValue()))
lines.apply(TextIO.write().to("$OUTPUT"))
var state = pipeline.run().waitUntilFinish()
/exit

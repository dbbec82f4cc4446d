package io.picklejar.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.picklejar.PickleJar;
import io.picklejar.error.CodeMismatchException;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.kryo.Shop.Address;
import io.picklejar.kryo.Shop.Box;
import io.picklejar.kryo.Shop.Link;
import io.picklejar.kryo.Shop.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CustomSerializersTest {
    /** Adds a cent, so that its hand shows. */
    static final class MoneySerializer extends Serializer<Money> {
        @Override
        public void write(Kryo kryo, Output output, Money money) {
            if (money.cents < 0) {
                throw new IllegalStateException("debts stay home");
            }
            output.writeVarLong(money.cents + 1, true);
            kryo.writeClassAndObject(output, money.owner);
        }

        @Override
        public Money read(Kryo kryo, Input input, Class<? extends Money> type) {
            return new Money(input.readVarLong(true), kryo.readClassAndObject(input));
        }
    }

    static final class LinkSerializer extends Serializer<Link> {
        @Override
        public void write(Kryo kryo, Output output, Link link) {
            kryo.writeObjectOrNull(output, link.next, this);
            kryo.writeClassAndObject(output, link.data);
        }

        @Override
        public Link read(Kryo kryo, Input input, Class<? extends Link> type) {
            Link link = new Link();
            kryo.reference(link);
            link.next = kryo.readObjectOrNull(input, Link.class, this);
            link.data = kryo.readClassAndObject(input);
            return link;
        }
    }

    private final PickleJar jar = PickleJar.builder()
            .kryo(kryo -> {
                kryo.register(Money.class, new MoneySerializer());
                kryo.register(Link.class).setSerializer(new LinkSerializer());
            })
            .build();

    private <T> T echo(T value) {
        return jar.loads(jar.dumps(value));
    }

    @Test
    void registeredSerializerIsHonoured() {
        assertThat(echo(new Money(41, null)).cents).isEqualTo(42);
        assertThat(echo(new Object[] {"a", new Money(1, "b")})[1])
                .isInstanceOfSatisfying(
                        Money.class, money -> assertThat(money.owner).isEqualTo("b"));
    }

    @Test
    void defaultSerializerIsHonouredForSubtypes() {
        PickleJar withDefault = PickleJar.builder()
                .kryo(kryo -> kryo.addDefaultSerializer(CharSequence.class, new Serializer<StringBuilder>() {
                    @Override
                    public void write(Kryo kryo, Output output, StringBuilder text) {
                        output.writeString(text.toString());
                    }

                    @Override
                    public StringBuilder read(Kryo kryo, Input input, Class<? extends StringBuilder> type) {
                        return new StringBuilder(input.readString() + "!");
                    }
                }))
                .build();

        StringBuilder text = new StringBuilder();
        text.append("hello");

        StringBuilder back = withDefault.loads(withDefault.dumps(text));

        assertThat(back).hasToString("hello!");
    }

    @Test
    void serializerMayReferToWhateverTheEngineWrites() {
        int base = 3;
        java.util.function.IntUnaryOperator function = x -> x + base;
        List<Object> owner = new ArrayList<>(List.of(new Address(), function, Shop.Colour.RED));

        Money back = echo(new Money(1, owner));

        assertThat(back.owner).isInstanceOfSatisfying(List.class, list -> {
            assertThat(list.get(0)).isInstanceOf(Address.class);
            assertThat(((java.util.function.IntUnaryOperator) list.get(1)).applyAsInt(4))
                    .isEqualTo(7);
            assertThat(list.get(2)).isSameAs(Shop.Colour.RED);
        });
    }

    @Test
    void identityHoldsAcrossSerializersAndTheEngine() {
        Address shared = new Address();
        Money money = new Money(1, shared);

        Object[] back = echo(new Object[] {shared, money, new Money(2, money), money});

        assertThat(((Money) back[1]).owner).isSameAs(back[0]);
        assertThat(((Money) back[2]).owner).isSameAs(back[1]);
        assertThat(back[3]).isSameAs(back[1]);
    }

    @Test
    void cyclesRunThroughFieldsOfWhatASerializerRefersTo() {
        Box box = new Box();
        Money money = new Money(1, box);
        box.any = money;
        box.list.add(money);

        Money back = echo(money);
        Box backBox = echo(box);

        assertThat(((Box) java.util.Objects.requireNonNull(back.owner)).any).isSameAs(back);
        assertThat(((Box) back.owner).list).singleElement().isSameAs(back);
        assertThat(((Money) java.util.Objects.requireNonNull(backBox.any)).owner)
                .isSameAs(backBox);
    }

    @Test
    void cycleThroughWhatMustBeFinishedFirstIsRefused() {
        Link link = new Link();
        link.data = List.of(new Money(1, List.of(link)));

        assertThatThrownBy(() -> jar.dumps(link))
                .isInstanceOf(PicklingException.class)
                .hasMessage("two objects need each other to be made, here a io.picklejar.kryo.Shop$Link at $[0][0];"
                        + " put one of them into a field or collection of a third, or register a Reducer that sets it"
                        + " as state [cycle-through-arguments]");
    }

    @Test
    void deepSerializersNeedNoStack() {
        Link chain = new Link();
        for (int i = 0; i < 100_000; i++) {
            Link link = new Link();
            link.next = chain;
            chain = link;
        }

        int links = 0;
        for (Link at = echo(chain); at != null; at = at.next) {
            links++;
        }
        assertThat(links).isEqualTo(100_001);
    }

    @Test
    void throwingSerializerIsNamedWithItsPlaceAndTheNextDumpWorks() {
        assertThatThrownBy(() -> jar.dumps(new Object[] {1, new Money(-1, null)}))
                .isInstanceOfSatisfying(PicklingException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.HOOK_FAILED);
                    assertThat(e.path()).hasToString("$[1]");
                })
                .hasMessage("no pickle of a io.picklejar.kryo.Shop$Money: its serializer"
                        + " io.picklejar.kryo.CustomSerializersTest$MoneySerializer threw"
                        + " java.lang.IllegalStateException: debts stay home at $[1]; mend the serializer, or register"
                        + " a Reducer for Money [hook-failed]");

        assertThat(echo(new Money(1, null)).cents).isEqualTo(2);
    }

    @Test
    void receiverWithoutTheSerializerSaysSo() {
        byte[] pickle = jar.dumps(new Money(1, null));

        assertThatThrownBy(() -> PickleJar.standard().loads(pickle))
                .isInstanceOf(CodeMismatchException.class)
                .hasMessage("the pickle has a io.picklejar.kryo.Shop$Money that a Kryo serializer wrote, and this jar"
                        + " has none for it; give PickleJar.Builder.kryo the same registrations on both sides"
                        + " [code-mismatch]");
    }

    @Test
    void reducersOfTheJarComeBeforeSerializers() {
        PickleJar both = jar.toBuilder()
                .reducerOverride((object, context) -> object instanceof Money money ? moneyReduction(money) : null)
                .build();

        Money back = both.loads(both.dumps(new Money(5, null)));

        assertThat(back.cents).isEqualTo(5);
    }

    private static io.picklejar.reduce.@Nullable Reduction<?> moneyReduction(Money money) {
        return io.picklejar.reduce.Reduction.of(args -> new Money((Long) args[0], null), money.cents);
    }

    @Test
    void customizerThatThrowsIsBlamed() {
        PickleJar broken = PickleJar.builder()
                .kryo(kryo -> {
                    throw new IllegalStateException("no Kryo today");
                })
                .build();

        assertThatThrownBy(() -> broken.dumps(new Address()))
                .isInstanceOf(PicklingException.class)
                .hasMessage("the customizer given to PickleJar.Builder.kryo threw java.lang.IllegalStateException: no"
                        + " Kryo today at $; mend it [hook-failed]");
    }
}

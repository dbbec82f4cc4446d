package io.picklejar.kryo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.kryo.Shop.Address;
import io.picklejar.kryo.Shop.All;
import io.picklejar.kryo.Shop.Box;
import io.picklejar.kryo.Shop.Child;
import io.picklejar.kryo.Shop.Extended;
import io.picklejar.kryo.Shop.Hooked;
import io.picklejar.kryo.Shop.Node;
import io.picklejar.kryo.Shop.Person;
import io.picklejar.kryo.Shop.Wrapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PlainObjectsTest {
    private final PickleJar jar = PickleJar.standard();

    private <T> T echo(T value) {
        return jar.loads(jar.dumps(value));
    }

    private static Person person() {
        Address home = new Address();
        home.city = "Ulm";
        home.number = -7;
        return new Person("Ada", home, 36);
    }

    @Test
    void nestedObjectsComeBackWithoutTransientFields() {
        Person back = echo(person());

        assertThat(back.name()).isEqualTo("Ada");
        assertThat(back.age()).isEqualTo(36);
        assertThat(back.home().city).isEqualTo("Ulm");
        assertThat(back.home().number).isEqualTo(-7);
        assertThat(back.home().place).containsExactly(1.5, -0.0);
        assertThat(back.work).isNull();
        assertThat(back.visits).isZero();
    }

    @Test
    void allPrimitivesAndBoxesComeBack() {
        assertThat(echo(new All())).usingRecursiveComparison().isEqualTo(new All());
    }

    @Test
    void hiddenFieldsOfTheSameNameStayApart() {
        Child back = echo(new Child("above", "below"));

        assertThat(back.parentLabel()).isEqualTo("above");
        assertThat(back.childLabel()).isEqualTo("below");
    }

    @Test
    void syntheticFieldsTravel() {
        assertThat(echo(Shop.local("kept"))).hasToString("local kept");
        assertThat(echo(Shop.inner()).place()).isEqualTo("shop in Main");
    }

    @Test
    void fieldsOfOtherKindsAreTheEngines() {
        Box box = new Box();
        box.any = List.of(1, "two");
        box.list.add(box.address);
        int base = 40;
        box.function = x -> x + base;

        Box back = echo(box);

        assertThat(back.any).isEqualTo(List.of(1, "two"));
        assertThat(back.colour).isSameAs(Shop.Colour.BLUE);
        assertThat(back.tag).isEqualTo(new Shop.Tag("t"));
        assertThat(back.list).singleElement().isSameAs(back.address);
        assertThat(requireNonNull(back.function).applyAsInt(2)).isEqualTo(42);
    }

    @Test
    void identityHoldsInsideAFrame() {
        Person person = person();
        person.work = person.home();

        Person back = echo(person);

        assertThat(back.work).isSameAs(back.home());
    }

    @Test
    void identityHoldsIntoAFrame() {
        Person person = person();

        List<Object> back = echo(new ArrayList<>(List.of(person.home(), person.home().place, person)));

        assertThat(((Person) back.get(2)).home()).isSameAs(back.get(0));
        assertThat(((Address) back.get(0)).place).isSameAs(back.get(1));
    }

    @Test
    void identityHoldsOutOfAFrame() {
        Person person = person();

        List<Object> back = echo(new ArrayList<>(List.of(person, person.home(), person.name(), person)));

        assertThat(((Person) back.get(0)).home()).isSameAs(back.get(1));
        assertThat(((Person) back.get(0)).name()).isSameAs(back.get(2));
        assertThat(back.get(3)).isSameAs(back.get(0));
    }

    @Test
    void cyclesRunThroughFields() {
        Box box = new Box();
        box.any = box;
        Box other = new Box();
        box.list.add(other);
        other.any = box.list;

        Box back = echo(box);

        assertThat(back.any).isSameAs(back);
        assertThat(((Box) back.list.get(0)).any).isSameAs(back.list);
    }

    @Test
    void cyclesRunThroughArguments() {
        Box box = new Box();
        box.any = List.of(box);
        box.function = x -> box.list.size() + x;

        Box back = echo(box);

        assertThat(back.any).isEqualTo(List.of(back));
        back.list.add("one");
        assertThat(requireNonNull(back.function).applyAsInt(1)).isEqualTo(2);
    }

    @Test
    void cycleEntersAtAnObjectInConstruction() {
        Box box = new Box();
        List<Object> list = List.of(box);
        box.any = list;

        List<Object> back = echo(list);

        assertThat(((Box) back.get(0)).any).isSameAs(back);
    }

    @Test
    void subclassWithAHookSpeaksForItself() {
        Person person = person();
        Hooked hooked = new Hooked();
        hooked.city = "Bonn";
        person.work = hooked;

        Person back = echo(person);

        assertThat(back.work).isInstanceOf(Hooked.class);
        assertThat(requireNonNull(back.work).city).isEqualTo("Bonn resolved");
    }

    @Test
    void subclassKeepsItsOwnFields() {
        Person person = person();
        Extended extended = new Extended();
        extended.street = "Elm";
        person.work = extended;

        Person back = echo(person);

        assertThat(back.work)
                .isInstanceOfSatisfying(
                        Extended.class, work -> assertThat(work.street).isEqualTo("Elm"));
    }

    @Test
    void hashMapWaitsForTheFieldsOfItsKeys() {
        Map<Object, Object> map = new HashMap<>();
        Key key = new Key();
        key.parts.add("a");
        key.parts.add(map);
        map.put(key, "value");

        Map<Object, Object> back = echo(map);

        Key backKey = (Key) back.keySet().iterator().next();
        assertThat(back.get(backKey)).isEqualTo("value");
    }

    /** Its hash code needs what the engine writes for it. */
    static final class Key {
        final List<Object> parts = new ArrayList<>();
        final Address inFrame = new Address();

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.parts.get(0).equals(parts.get(0));
        }

        @Override
        public int hashCode() {
            return parts.get(0).hashCode();
        }
    }

    @Test
    void longChainsNeedNoStack() {
        Node list = new Node();
        Wrapper nest = new Wrapper();
        for (int i = 0; i < 100_000; i++) {
            Node node = new Node();
            node.next = list;
            list = node;
            Wrapper outer = new Wrapper();
            outer.inner = nest;
            nest = outer;
        }

        Node lastNode = echo(list);
        Wrapper innermost = echo(nest);

        int nodes = 0;
        for (Node at = lastNode; at != null; at = at.next) {
            nodes++;
        }
        int wrappers = 0;
        for (Object at = innermost; at != null; at = ((Wrapper) at).inner) {
            wrappers++;
        }
        assertThat(nodes).isEqualTo(100_001);
        assertThat(wrappers).isEqualTo(100_001);
    }

    @Test
    void equalGraphsHaveEqualBytes() {
        assertThat(jar.dumps(person())).isEqualTo(jar.dumps(person()));
    }

    @Test
    void dumpsOfManyThreadsDoNotMeet() throws Exception {
        PickleJar shared = PickleJar.builder().build();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String name = "person " + i;
                tasks.add(() -> {
                    Person person = new Person(name, new Address(), 1);
                    person.home().city = name;
                    Person back = shared.loads(shared.dumps(person));
                    return back.name().equals(name) && back.home().city.equals(name);
                });
            }
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }
}

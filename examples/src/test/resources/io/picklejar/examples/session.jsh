record Flight(String from, String to, int delay) {}
var flights = List.of(new Flight("JFK", "BOS", 12), new Flight("SFO", "LAX", 40), new Flight("LAX", "BOS", -3), new Flight("JFK", "LAX", 25))
int late = 15
boolean isLate(Flight flight) { return flight.delay() > late; }
DataStream<Flight> lateOnes() { return env.fromData(flights).filter(flight -> isLate(flight)); }
<T extends Comparable<T>, R> void sorted(DataStream<R> stream, Function<R, T> by) throws Exception { show(rows(stream).stream().sorted(Comparator.comparing(by)).toList()); }
sorted(lateOnes(), Flight::delay)
late = 10
sorted(lateOnes(), Flight::delay)
boolean isLate(Flight flight) { return flight.delay() < 0; }
sorted(lateOnes(), Flight::delay)
enum Coast { EAST, WEST }
record Total(String to, Coast coast, long minutes) {}
Map<String, Coast> coasts = new HashMap<>(Map.of("BOS", Coast.EAST, "LAX", Coast.WEST))
DataStream<Total> totals() { return env.fromData(flights).setParallelism(1).map(f -> new Total(f.to(), coasts.get(f.to()), f.delay())).setParallelism(1).keyBy(t -> t.to()).reduce((a, b) -> new Total(a.to(), a.coast(), a.minutes() + b.minutes())); }
sorted(totals(), Total::minutes)
class Longest extends KeyedProcessFunction<String, Flight, String> {
    ValueState<Flight> longest;
    public void open(OpenContext context) { longest = getRuntimeContext().getState(new ValueStateDescriptor<>("longest", PickleTypeInfo.of(Flight.class))); }
    public void processElement(Flight flight, Context context, Collector<String> out) throws Exception {
        Flight before = longest.value();
        if (before == null || before.delay() < flight.delay()) { longest.update(flight); out.collect(flight.from() + flight.delay()); }
    }
}
sorted(env.fromData(flights).setParallelism(1).keyBy(Flight::from).process(new Longest()), text -> text)
new HashSet<>(rows(env.fromSequence(1, 100).rebalance().map(n -> ProcessHandle.current().pid()))).size()
sorted(env.fromData("a").map(text -> { if (late == 10) throw new IllegalStateException("late is " + late); return text; }), text -> text)
/exit

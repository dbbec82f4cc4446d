package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LateAirportsTest {
    private static final List<LateAirport> TRUTH = LateAirports.compute();

    @Test
    void plainJavaAnswersTheQuestion() {
        assertThat(ResultTable.of(TRUTH)).isEqualToNormalizingNewlines("""
                     airport  name                              state  flights  mean delay
                  1  JFK      John F Kennedy Intl               NY         200   16.20 min
                  2  RIC      Richmond International            VA          50   14.40 min
                  3  ROC      Greater Rochester Int'l           NY          58   13.38 min
                  4  SEA      Seattle-Tacoma Intl               WA         339   13.34 min
                  5  SMF      Sacramento International          CA         121   13.12 min
                  6  MIA      Miami International               FL         294   13.12 min
                  7  GSO      Piedmont Triad International      NC          57   12.86 min
                  8  BOS      Gen Edw L Logan Intl              MA         369   12.52 min
                  9  PHX      Phoenix Sky Harbor International  AZ         633   12.05 min
                 10  DEN      Denver Intl                       CO         452   11.90 min
                """);
    }

    @Test
    void embeddedFlinkAgrees() throws Exception {
        assertThat(EngineRuns.flinkEmbedded(EngineRuns.jar()).rows()).isEqualTo(TRUTH);
    }

    @Test
    void beamAgrees() throws Exception {
        assertThat(BeamRun.direct(EngineRuns.jar()).rows()).isEqualTo(TRUTH);
    }

    @Test
    void csvFieldsMayHoldCommas() {
        assertThat(CsvFile.fields("35A,\"Union County, Troy Shelton\",Union,SC,USA,34.6,-81.6"))
                .containsExactly("35A", "Union County, Troy Shelton", "Union", "SC", "USA", "34.6", "-81.6");
    }

    @Test
    void rowsSurviveTheirTextForm() {
        assertThat(TRUTH)
                .allSatisfy(row -> assertThat(LateAirport.parse(row.toLine())).isEqualTo(row));
    }
}

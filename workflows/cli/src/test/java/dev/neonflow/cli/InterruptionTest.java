package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private final List<String> seen = new ArrayList<>();
  private final Interruption interruption =
      new Interruption(
          new Interruption.Ending() {
            @Override
            public void exit(int code) {
              seen.add("exit " + code);
            }

            @Override
            public void halt(int code) {
              seen.add("halt " + code);
            }
          });

  @Test
  void nobodyAtWork_processEndsInOrder() {
    interruption.arrived(143);
    assertEquals(List.of("exit 143"), seen);
    assertEquals(143, interruption.code());
  }

  @Test
  void somebodyAtWork_isToldAndMayCleanUp() {
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    interruption.arrived(130);
    work.end();
    assertEquals(List.of("told"), seen);
    assertEquals(130, interruption.code());
  }

  @Test
  void secondRequest_doesNotWaitForTheWork_thirdForNothing() {
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    interruption.arrived(130);
    interruption.arrived(143);
    interruption.arrived(143);
    work.end();
    assertEquals(List.of("told", "exit 143", "halt 143"), seen);
  }

  @Test
  void workThatBeginsAfterTheRequest_isToldNow() {
    interruption.arrived(130);
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    assertEquals(List.of("exit 130", "told"), seen);
    work.end();
  }
}

package dev.neonflow.workflows.temporal;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What many runs took.
 *
 * @param perSecond how many ended in a second
 * @param median of the time of one, in milliseconds, among as many as run at once
 * @param slow the time that 19 of 20 did not need
 * @param rssBefore the JVM's memory when warm, in MB
 * @param rssAfter the same at the end
 * @param heapBefore what is alive on the heap when warm, in MB
 * @param heapAfter the same at the end
 */
record ManyRuns(
    double perSecond,
    double median,
    double slow,
    double rssBefore,
    double rssAfter,
    double heapBefore,
    double heapAfter) {

  String line() {
    return DoubleStream.of(perSecond, median, slow, rssBefore, rssAfter, heapBefore, heapAfter)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  static ManyRuns of(String line) {
    double[] all = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new ManyRuns(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
  }
}

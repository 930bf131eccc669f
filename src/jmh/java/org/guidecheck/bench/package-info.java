/** JMH benchmarks, and a timed run for comparison with other languages. */
package org.guidecheck.bench;

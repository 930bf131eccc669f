/** How fast it is: JMH benchmarks, and one run that other languages are compared with. */
package org.guidecheck.bench;

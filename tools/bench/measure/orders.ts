/** In a child process: runs each order that its parent sends, and reports. */
export function runOrders<Order, Report extends object>(run: (order: Order) => Promise<Report>): void {
  process.on('message', (order: Order) => {
    void run(order).then((report) => process.send?.(report));
  });
}

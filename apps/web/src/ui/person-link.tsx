import { Link } from '@tanstack/react-router';

/** A user name that leads to the page of the person. */
export function PersonLink({ name }: { name: string }) {
  return (
    <Link to="/people/$name" params={{ name }}>
      {name}
    </Link>
  );
}
